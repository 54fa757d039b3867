"""Allocation plans: who gets how much of which money, as an object that can be computed again.

Words owned here: allocation plan, round, revision, share, award. A plan keeps all that went into
it; whoever computes it again gets the same digest, and approvals are given to that digest. A change
makes a new revision, so that nothing approved before counts for it. Carrying a plan out makes the
awards, reserves their money and binds their budgets; what stays over stays on its earmarks.
"""
