DROP TRIGGER ledger_post ON ledger_transaction
--;
DROP TRIGGER ledger_kept ON ledger_transaction
--;
DROP TRIGGER ledger_kept ON ledger_posting
--;
DROP TRIGGER ledger_by_transaction_only ON ledger_posting
--;
DROP TRIGGER ledger_kept ON ledger_account
--;
DROP TRIGGER ledger_begins_empty ON ledger_account
--;
DROP TRIGGER ledger_by_transaction_only ON ledger_account
--;
DROP TRIGGER ledger_lacking ON ledger_account
--;
DROP TRIGGER ledger_reserve ON ledger_reservation
--;
DROP TRIGGER ledger_end_reservation ON ledger_reservation
--;
DROP TRIGGER ledger_kept ON ledger_reservation
--;
DROP TRIGGER ledger_kept ON ledger_period
--;
DROP TRIGGER ledger_move_period ON ledger_period
--;
DROP FUNCTION post_ledger_transactions(jsonb)
--;
DROP FUNCTION release_ledger_reservation(text, timestamptz)
--;
DROP FUNCTION ledger_post()
--;
DROP FUNCTION ledger_reserve()
--;
DROP FUNCTION ledger_end_reservation()
--;
DROP FUNCTION ledger_move_period()
--;
DROP FUNCTION ledger_lacking()
--;
DROP FUNCTION ledger_kept()
