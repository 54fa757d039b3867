CREATE TRIGGER ledger_transaction_check BEFORE INSERT ON ledger_transaction BEGIN
  SELECT RAISE(ABORT, 'LG009 rows of ledger_transaction stay as they were written')
  WHERE EXISTS (SELECT 1 FROM ledger_transaction WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'LG010 already reversed') WHERE NEW.reverses IS NOT NULL
    AND EXISTS (SELECT 1 FROM ledger_transaction WHERE reverses = NEW.reverses);
  SELECT RAISE(ABORT, 'LG005 legs do not sum to zero') FROM (
    SELECT count(*) AS legs, sum(value) AS total, max(type <> 'integer') AS strange
    FROM json_each(NEW.legs)
  ) WHERE legs < 2 OR total <> 0 OR strange <> 0;
  SELECT RAISE(ABORT, 'LG006 the fiscal year is closed') FROM ledger_period
  WHERE id = substr(NEW.effective_on, 1, 4) AND (state = 'closed' OR state = 'soft_closed'
    AND NEW.kind NOT IN ('reversal', 'receipt_matched', 'disbursement_returned',
      'loan_written_off', 'clawback_written_off'));
  SELECT RAISE(ABORT, 'LG007 not the reverse of the original')
  WHERE (NEW.reverses IS NOT NULL OR NEW.kind = 'reversal') AND (
    NEW.kind <> 'reversal'
    OR NOT EXISTS (SELECT 1 FROM ledger_transaction WHERE id = NEW.reverses AND reverses IS NULL)
    OR (SELECT group_concat(leg) FROM (
          SELECT key || ' ' || value AS leg FROM json_each(NEW.legs) ORDER BY 1))
      IS NOT
       (SELECT group_concat(leg) FROM (
          SELECT p.account_id || ' ' || -p.amount_won AS leg
          FROM ledger_posting p WHERE p.transaction_id = NEW.reverses ORDER BY 1)));
END
--;
CREATE TRIGGER ledger_post AFTER INSERT ON ledger_transaction BEGIN
  INSERT INTO ledger_period (id, from_on, to_on, state, closing_sha256)
  SELECT substr(NEW.effective_on, 1, 4), substr(NEW.effective_on, 1, 4) || '-01-01',
    substr(NEW.effective_on, 1, 4) || '-12-31', 'open', ''
  WHERE NOT EXISTS (SELECT 1 FROM ledger_period WHERE id = substr(NEW.effective_on, 1, 4));
  UPDATE ledger_reservation SET state = 'settled', transaction_id = NEW.id,
    ended_at = NEW.recorded_at
  WHERE NEW.settles <> '[]' AND id IN (SELECT value FROM json_each(NEW.settles))
    AND state = 'held';
  SELECT RAISE(ABORT, 'LG004 reservation not held') WHERE NEW.settles <> '[]'
    AND (SELECT count(*) FROM json_each(NEW.settles))
      <> (SELECT count(*) FROM ledger_reservation WHERE transaction_id = NEW.id);
  -- A leg is numbered by its place in the text: by the commas before it.
  INSERT INTO ledger_posting
    (transaction_id, leg, account_id, amount_won, account_version, balance_after_won)
  SELECT NEW.id,
    1 + instr(NEW.legs, '"' || j.key || '"')
      - length(replace(substr(NEW.legs, 1, instr(NEW.legs, '"' || j.key || '"')), ',', '')),
    j.key, j.value,
    iif(a.id IS NULL, RAISE(ABORT, 'LG003 no such account'), a.version + 1),
    a.balance_won + j.value
  FROM json_each(NEW.legs) j LEFT JOIN ledger_account a ON a.id = j.key;
END
--;
CREATE TRIGGER ledger_move_balance AFTER INSERT ON ledger_posting BEGIN
  UPDATE ledger_account
  SET version = NEW.account_version, balance_won = NEW.balance_after_won
  WHERE id = NEW.account_id;
END
--;
CREATE TRIGGER ledger_transaction_no_update BEFORE UPDATE ON ledger_transaction BEGIN
  SELECT RAISE(ABORT, 'LG009 rows of ledger_transaction stay as they were written');
END
--;
CREATE TRIGGER ledger_transaction_no_delete BEFORE DELETE ON ledger_transaction BEGIN
  SELECT RAISE(ABORT, 'LG009 rows of ledger_transaction stay as they were written');
END
--;
CREATE TRIGGER ledger_posting_no_update BEFORE UPDATE ON ledger_posting BEGIN
  SELECT RAISE(ABORT, 'LG009 rows of ledger_posting stay as they were written');
END
--;
CREATE TRIGGER ledger_posting_no_delete BEFORE DELETE ON ledger_posting BEGIN
  SELECT RAISE(ABORT, 'LG009 rows of ledger_posting stay as they were written');
END
--;
CREATE TRIGGER ledger_posting_check BEFORE INSERT ON ledger_posting BEGIN
  -- An account named by two legs would stand in the place of the first one twice.
  SELECT RAISE(ABORT, 'LG009 postings are written with their transaction')
  WHERE EXISTS (SELECT 1 FROM ledger_posting
                WHERE transaction_id = NEW.transaction_id AND leg = NEW.leg)
    OR NOT EXISTS (
      SELECT 1 FROM ledger_transaction WHERE id = NEW.transaction_id
        AND (instr(legs, '"' || NEW.account_id || '":' || NEW.amount_won || ',')
          OR instr(legs, '"' || NEW.account_id || '":' || NEW.amount_won || '}')))
    OR NOT EXISTS (
      SELECT 1 FROM ledger_account
      WHERE id = NEW.account_id AND version + 1 = NEW.account_version
        AND balance_won + NEW.amount_won = NEW.balance_after_won);
END
--;
CREATE TRIGGER ledger_account_begins_empty BEFORE INSERT ON ledger_account BEGIN
  SELECT RAISE(ABORT, 'LG009 an account begins empty')
  WHERE NEW.balance_won <> 0 OR NEW.reserved_won <> 0 OR NEW.version <> 0
    OR EXISTS (SELECT 1 FROM ledger_account WHERE id = NEW.id OR code = NEW.code)
    OR typeof(NEW.floor_won) <> 'integer';
END
--;
CREATE TRIGGER ledger_account_lacking BEFORE UPDATE ON ledger_account
WHEN NEW.side * NEW.balance_won - NEW.reserved_won < NEW.floor_won BEGIN
  SELECT RAISE(ABORT, 'LG001 not enough free money');
END
--;
CREATE TRIGGER ledger_account_by_transaction_only BEFORE UPDATE ON ledger_account
WHEN NEW.balance_won IS NOT OLD.balance_won OR NEW.version IS NOT OLD.version BEGIN
  SELECT RAISE(ABORT, 'LG009 balances are written with their transaction')
  WHERE NEW.version <> OLD.version + 1 OR NOT EXISTS (
    SELECT 1 FROM ledger_posting p WHERE p.account_id = NEW.id
      AND p.account_version = NEW.version AND p.balance_after_won = NEW.balance_won);
END
--;
CREATE TRIGGER ledger_account_reserved_only BEFORE UPDATE ON ledger_account
WHEN NEW.reserved_won IS NOT OLD.reserved_won BEGIN
  SELECT RAISE(ABORT, 'LG009 reserved money is the sum of what is held')
  WHERE NEW.reserved_won <> (
    SELECT coalesce(sum(amount_won), 0) FROM ledger_reservation
    WHERE account_id = NEW.id AND state = 'held');
END
--;
CREATE TRIGGER ledger_account_same BEFORE UPDATE ON ledger_account
WHEN (NEW.id, NEW.code, NEW.kind, NEW.side, NEW.floor_won, NEW.earmark_id, NEW.label_ko,
      NEW.label_en, NEW.opened_at)
  IS NOT (OLD.id, OLD.code, OLD.kind, OLD.side, OLD.floor_won, OLD.earmark_id, OLD.label_ko,
          OLD.label_en, OLD.opened_at) BEGIN
  SELECT RAISE(ABORT, 'LG009 rows of ledger_account stay as they were opened');
END
--;
CREATE TRIGGER ledger_account_no_delete BEFORE DELETE ON ledger_account BEGIN
  SELECT RAISE(ABORT, 'LG009 rows of ledger_account stay as they were opened');
END
--;
CREATE TRIGGER ledger_reservation_begins BEFORE INSERT ON ledger_reservation BEGIN
  SELECT RAISE(ABORT, 'LG009 a reservation begins as held')
  WHERE NEW.state <> 'held' OR NEW.transaction_id IS NOT NULL OR NEW.ended_at IS NOT NULL
    OR typeof(NEW.amount_won) <> 'integer'
    OR EXISTS (SELECT 1 FROM ledger_reservation WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'LG003 no such account')
  WHERE NOT EXISTS (SELECT 1 FROM ledger_account WHERE id = NEW.account_id);
END
--;
CREATE TRIGGER ledger_reserve AFTER INSERT ON ledger_reservation BEGIN
  UPDATE ledger_account SET reserved_won = reserved_won + NEW.amount_won
  WHERE id = NEW.account_id;
END
--;
CREATE TRIGGER ledger_reservation_ends_once BEFORE UPDATE ON ledger_reservation BEGIN
  SELECT RAISE(ABORT, 'LG009 a reservation ends once only')
  WHERE OLD.state <> 'held' OR NEW.state = 'held'
    OR (NEW.id, NEW.account_id, NEW.amount_won, NEW.subject, NEW.reserved_at)
      IS NOT (OLD.id, OLD.account_id, OLD.amount_won, OLD.subject, OLD.reserved_at)
    OR (NEW.state = 'settled') <> (NEW.transaction_id IS NOT NULL)
    OR NEW.state = 'settled' AND NOT EXISTS (
      SELECT 1 FROM ledger_transaction t, json_each(t.settles) s
      WHERE t.id = NEW.transaction_id AND s.value = NEW.id);
END
--;
CREATE TRIGGER ledger_end_reservation AFTER UPDATE ON ledger_reservation BEGIN
  UPDATE ledger_account SET reserved_won = reserved_won - OLD.amount_won
  WHERE id = OLD.account_id;
END
--;
CREATE TRIGGER ledger_reservation_no_delete BEFORE DELETE ON ledger_reservation BEGIN
  SELECT RAISE(ABORT, 'LG009 rows of ledger_reservation stay');
END
--;
CREATE TRIGGER ledger_period_move BEFORE UPDATE ON ledger_period BEGIN
  SELECT RAISE(ABORT, 'LG008 the year cannot be moved there')
  WHERE OLD.state = 'closed' OR (OLD.state = 'open' AND NEW.state = 'closed')
    OR (NEW.id, NEW.from_on, NEW.to_on) IS NOT (OLD.id, OLD.from_on, OLD.to_on);
END
--;
CREATE TRIGGER ledger_period_once BEFORE INSERT ON ledger_period BEGIN
  SELECT RAISE(ABORT, 'LG009 rows of ledger_period stay')
  WHERE EXISTS (SELECT 1 FROM ledger_period WHERE id = NEW.id);
  -- A year before a closed one would change what that one began with.
  SELECT RAISE(ABORT, 'LG006 a later fiscal year is closed')
  WHERE EXISTS (SELECT 1 FROM ledger_period WHERE id > NEW.id AND state = 'closed');
END
--;
CREATE TRIGGER ledger_period_no_delete BEFORE DELETE ON ledger_period BEGIN
  SELECT RAISE(ABORT, 'LG009 rows of ledger_period stay');
END
