"""Cases: from a draft complaint to a closed file.

Words owned here: complaint, draft, case, step, consent, supplement request, exhibit.
"""
