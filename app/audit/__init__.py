"""The audit log: every event in one Merkle tree, signed, copied to a second place, verifiable.

Words owned here: leaf, position, node, checkpoint, witness, finding.
"""
