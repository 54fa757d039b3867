"""The consent of several persons to one exact content, bound to its digest, with its effect on solvency.

Words owned here: approval request, aggregate, delegation, solvency. A request says what would be
done and how many persons it takes; the act itself belongs to the room that asked, which calls
`actions.require_granted` with the very same content when it does it. Nothing happens by itself.
"""
