"""ISO 20022 messages: payment files written, answers and statements read."""
