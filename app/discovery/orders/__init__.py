"""Orders as things: what a court or agency ordered, which evidence it binds, when it ends.

An order is put on file; what it reaches is computed from it and can be disposed of nowhere: our
rule refuses (`binding`), and the store holds the object by itself (`reconcile`). It ends by its
last day, or by two people. `actions.disposals` and `removal` are the only way evidence goes.
"""
