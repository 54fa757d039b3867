"""Papers: official documents as PDF files, with the words and fonts they are set in.

Words owned here: issued paper, registration number, verification code, audience.
"""
