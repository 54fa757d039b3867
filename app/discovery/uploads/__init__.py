"""How files come in: streamed, limited, hashed, checked and registered, or not at all."""
