DROP TRIGGER ledger_transaction_check
--;
DROP TRIGGER ledger_post
--;
DROP TRIGGER ledger_move_balance
--;
DROP TRIGGER ledger_transaction_no_update
--;
DROP TRIGGER ledger_transaction_no_delete
--;
DROP TRIGGER ledger_posting_no_update
--;
DROP TRIGGER ledger_posting_no_delete
--;
DROP TRIGGER ledger_posting_check
--;
DROP TRIGGER ledger_account_begins_empty
--;
DROP TRIGGER ledger_account_lacking
--;
DROP TRIGGER ledger_account_by_transaction_only
--;
DROP TRIGGER ledger_account_reserved_only
--;
DROP TRIGGER ledger_account_same
--;
DROP TRIGGER ledger_account_no_delete
--;
DROP TRIGGER ledger_reservation_begins
--;
DROP TRIGGER ledger_reserve
--;
DROP TRIGGER ledger_reservation_ends_once
--;
DROP TRIGGER ledger_end_reservation
--;
DROP TRIGGER ledger_reservation_no_delete
--;
DROP TRIGGER ledger_period_move
--;
DROP TRIGGER ledger_period_once
--;
DROP TRIGGER ledger_period_no_delete
