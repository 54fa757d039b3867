"""How money is shared when there may be too little: whole won, exact fractions, every won explained. Pure.

Words owned here: claim, pot, share, level, tide, increment, residue.
"""
