"""People: accounts, companies, and the dated relations and walls between them and the cases.

The words it owns: person, account, company, member, mandate, case tie, wall, session, token,
invitation. Who is asking is told here (`identify`); what that person may do is told by `access`.
"""
