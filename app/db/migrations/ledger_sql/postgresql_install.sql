CREATE FUNCTION ledger_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'LG009',
    MESSAGE = 'ledger: rows of ' || TG_TABLE_NAME || ' stay as they were written';
END $$
--;
CREATE FUNCTION ledger_lacking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'LG001', MESSAGE = 'ledger: not enough free money',
    DETAIL = OLD.id || ' ' || (OLD.side * OLD.balance_won - OLD.reserved_won - OLD.floor_won);
END $$
--;
CREATE FUNCTION ledger_post() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  adjusting CONSTANT text[] := ARRAY['reversal', 'receipt_matched', 'disbursement_returned',
    'loan_written_off', 'clawback_written_off'];
  many bigint;
  the_id text;
  the_kind text;
  the_legs text;
  first_day date;
  last_day date;
  the_year int;
  settling boolean;
  reversing boolean;
  numbers bigint[];
  accounts text[];
  wons bigint[];
  versions bigint[] := '{}';
  balances bigint[] := '{}';
  total numeric;
  held_version bigint;
  held_won bigint;
  wrong text;
  the_state text;
  unknown_year boolean;
  settled bigint;
  locked bigint;
BEGIN
  SELECT count(*), min(id), min(kind), min(legs), min(effective_on), max(effective_on),
    bool_or(settles <> '[]'), bool_or(reverses IS NOT NULL OR kind = 'reversal')
  INTO many, the_id, the_kind, the_legs, first_day, last_day, settling, reversing FROM fresh;
  IF many = 0 THEN
    RETURN NULL;
  ELSIF many = 1 THEN
    SELECT array_agg(l.leg), array_agg(l.account_id), array_agg(l.won), sum(l.won)
    INTO numbers, accounts, wons, total
    FROM (
      SELECT leg, account_id, won::bigint AS won
      FROM json_each_text(the_legs::json) WITH ORDINALITY AS j (account_id, won, leg)
      ORDER BY account_id
    ) AS l;
    IF total IS DISTINCT FROM 0 OR cardinality(accounts) < 2 THEN
      wrong := the_id;
    END IF;
  ELSE
    SELECT array_agg(DISTINCT account_id), min(id) FILTER (WHERE sum_won <> 0 OR legs < 2)
    INTO accounts, wrong
    FROM (
      SELECT f.id, j.account_id, sum(j.won::bigint) OVER each_one AS sum_won,
        count(j.won) OVER each_one AS legs
      FROM fresh f LEFT JOIN LATERAL json_each_text(f.legs::json) AS j (account_id, won) ON true
      WINDOW each_one AS (PARTITION BY f.id)
    ) AS every_leg;
  END IF;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'LG005', MESSAGE = 'ledger: legs do not sum to zero',
      DETAIL = wrong;
  END IF;

  -- A year is being closed only when nobody is posting into it, and the other way round.
  the_year := extract(year FROM first_day);
  FOR one_year IN the_year .. extract(year FROM last_day) LOOP
    wrong := pg_advisory_xact_lock_shared(1279541575, one_year)::text;
  END LOOP;
  IF many = 1 THEN
    wrong := NULL;
    SELECT state INTO the_state FROM ledger_period WHERE id = the_year::text;
    unknown_year := NOT FOUND;
    IF the_state = 'closed' OR the_state = 'soft_closed' AND the_kind <> ALL (adjusting) THEN
      wrong := first_day::text;
    END IF;
  ELSE
    SELECT bool_or(p.id IS NULL), min(f.effective_on::text) FILTER (
      WHERE p.state = 'closed' OR p.state = 'soft_closed' AND f.kind <> ALL (adjusting))
    INTO unknown_year, wrong
    FROM fresh f LEFT JOIN ledger_period p ON p.id = extract(year FROM f.effective_on)::text;
  END IF;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'LG006', MESSAGE = 'ledger: the fiscal year is closed',
      DETAIL = wrong;
  END IF;
  IF unknown_year THEN
    -- A year before a closed one would change what that one began with.
    SELECT min(f.effective_on::text) INTO wrong FROM fresh f WHERE EXISTS (
      SELECT 1 FROM ledger_period p
      WHERE p.state = 'closed' AND p.id > extract(year FROM f.effective_on)::text);
    IF wrong IS NOT NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'LG006', MESSAGE = 'ledger: a later fiscal year is closed',
        DETAIL = wrong;
    END IF;
    INSERT INTO ledger_period (id, from_on, to_on, state, closing_sha256)
    SELECT DISTINCT extract(year FROM effective_on)::text,
      date_trunc('year', effective_on::timestamp)::date,
      (date_trunc('year', effective_on::timestamp) + interval '1 year - 1 day')::date, 'open', ''
    FROM fresh ORDER BY 1 ON CONFLICT (id) DO NOTHING;
  END IF;

  IF reversing THEN
    SELECT min(f.id) INTO wrong
    FROM fresh f LEFT JOIN ledger_transaction o ON o.id = f.reverses
    WHERE (f.reverses IS NOT NULL OR f.kind = 'reversal') AND (
      o.id IS NULL OR o.reverses IS NOT NULL OR f.kind <> 'reversal'
      OR (SELECT array_agg(account_id || ' ' || won::bigint ORDER BY 1)
          FROM json_each_text(f.legs::json) AS l (account_id, won))
        IS DISTINCT FROM
         (SELECT array_agg(account_id || ' ' || -(won::bigint) ORDER BY 1)
          FROM json_each_text(o.legs::json) AS l (account_id, won)));
    IF wrong IS NOT NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'LG007', MESSAGE = 'ledger: not the reverse of the original',
        DETAIL = wrong;
    END IF;
  END IF;

  IF many = 1 AND NOT settling THEN
    -- The same as below for the usual case, by the quickest statements there are.
    FOR i IN 1 .. cardinality(accounts) LOOP
      UPDATE ledger_account SET balance_won = balance_won + wons[i], version = version + 1
      WHERE id = accounts[i] RETURNING version, balance_won INTO held_version, held_won;
      IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'LG003', MESSAGE = 'ledger: no such account';
      END IF;
      versions[i] := held_version;
      balances[i] := held_won;
    END LOOP;
    INSERT INTO ledger_posting
      (transaction_id, leg, account_id, amount_won, account_version, balance_after_won)
    SELECT the_id, * FROM unnest(numbers, accounts, wons, versions, balances);
    RETURN NULL;
  END IF;

  IF settling THEN
    settled := (SELECT sum(json_array_length(settles::json)) FROM fresh WHERE settles <> '[]');
    accounts := accounts || ARRAY(
      SELECT r.account_id FROM fresh f
      CROSS JOIN LATERAL json_array_elements_text(f.settles::json) AS s (id)
      JOIN ledger_reservation r ON r.id = s.id WHERE r.account_id <> ALL (accounts)
      GROUP BY r.account_id);
  END IF;
  PERFORM 1 FROM ledger_account WHERE id = ANY (accounts) ORDER BY id FOR NO KEY UPDATE;
  GET DIAGNOSTICS locked = ROW_COUNT;
  IF locked <> cardinality(accounts) THEN
    RAISE EXCEPTION USING ERRCODE = 'LG003', MESSAGE = 'ledger: no such account';
  END IF;

  IF settling THEN
    UPDATE ledger_reservation r
    SET state = 'settled', transaction_id = s.transaction_id, ended_at = s.recorded_at
    FROM (
      SELECT f.id AS transaction_id, f.recorded_at, one.id
      FROM fresh f CROSS JOIN LATERAL json_array_elements_text(f.settles::json) AS one (id)
    ) AS s
    WHERE r.id = s.id AND r.state = 'held';
    GET DIAGNOSTICS locked = ROW_COUNT;
    IF locked <> settled THEN
      RAISE EXCEPTION USING ERRCODE = 'LG004', MESSAGE = 'ledger: reservation not held';
    END IF;
  END IF;

  INSERT INTO ledger_posting
    (transaction_id, leg, account_id, amount_won, account_version, balance_after_won)
  SELECT l.id, l.leg, l.account_id, l.amount_won, a.version + row_number() OVER so_far,
    a.balance_won + (sum(l.amount_won) OVER so_far)::bigint
  FROM (
    SELECT f.id, j.account_id, j.won::bigint AS amount_won, j.leg
    FROM fresh f CROSS JOIN LATERAL
      json_each_text(f.legs::json) WITH ORDINALITY AS j (account_id, won, leg)
  ) AS l JOIN ledger_account a ON a.id = l.account_id
  WINDOW so_far AS (PARTITION BY l.account_id ORDER BY l.id, l.leg ROWS UNBOUNDED PRECEDING);

  UPDATE ledger_account a SET balance_won = a.balance_won + m.moved_won, version = a.version + m.legs
  FROM (
    SELECT j.account_id, sum(j.won::bigint)::bigint AS moved_won, count(*) AS legs
    FROM fresh f CROSS JOIN LATERAL json_each_text(f.legs::json) AS j (account_id, won) GROUP BY 1
  ) AS m
  WHERE a.id = m.account_id;
  RETURN NULL;
END $$
--;
CREATE FUNCTION post_ledger_transactions(entries jsonb) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  written_ids text[];
  reused text;
BEGIN
  WITH written AS (
    INSERT INTO ledger_transaction (id, scope, key, kind, subject, effective_on, recorded_at,
      actor_id, batch_id, legs, settles, reverses, body_sha256, digest_sha256)
    SELECT e.id, e.scope, e.key, e.kind, e.subject, e.effective_on, e.recorded_at, e.actor_id,
      e.batch_id, e.legs, e.settles, e.reverses, e.body_sha256, e.digest_sha256
    FROM jsonb_to_recordset(entries) AS e (id text, scope text, key text, kind text, subject text,
      effective_on date, recorded_at timestamptz, actor_id text, batch_id text, legs text,
      settles text, reverses text, body_sha256 text, digest_sha256 text)
    ORDER BY e.id
    ON CONFLICT (id) DO NOTHING RETURNING id
  )
  SELECT coalesce(array_agg(id), '{}') INTO written_ids FROM written;
  IF cardinality(written_ids) < jsonb_array_length(entries) THEN
    SELECT e.id INTO reused
    FROM jsonb_to_recordset(entries) AS e (id text, body_sha256 text)
    JOIN ledger_transaction t ON t.id = e.id WHERE t.body_sha256 <> e.body_sha256 LIMIT 1;
    IF reused IS NOT NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'LG002', MESSAGE = 'ledger: key used for another entry',
        DETAIL = reused;
    END IF;
  END IF;
  RETURN written_ids;
END $$
--;
CREATE FUNCTION ledger_reserve() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'held' OR NEW.transaction_id IS NOT NULL OR NEW.ended_at IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'LG009', MESSAGE = 'ledger: a reservation begins as held';
  END IF;
  UPDATE ledger_account SET reserved_won = reserved_won + NEW.amount_won WHERE id = NEW.account_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'LG003', MESSAGE = 'ledger: no such account';
  END IF;
  RETURN NULL;
END $$
--;
CREATE FUNCTION ledger_end_reservation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'held' OR NEW.state = 'held'
    OR (NEW.id, NEW.account_id, NEW.amount_won, NEW.subject, NEW.reserved_at)
      IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.amount_won, OLD.subject, OLD.reserved_at)
    OR (NEW.state = 'settled') <> (NEW.transaction_id IS NOT NULL)
    OR NEW.state = 'settled' AND pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION USING ERRCODE = 'LG009', MESSAGE = 'ledger: a reservation ends once only';
  END IF;
  UPDATE ledger_account SET reserved_won = reserved_won - OLD.amount_won WHERE id = OLD.account_id;
  RETURN NULL;
END $$
--;
CREATE FUNCTION release_ledger_reservation(reservation text, at timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  -- The account is locked first, as every posting does it.
  PERFORM 1 FROM ledger_account a JOIN ledger_reservation r ON r.account_id = a.id
  WHERE r.id = reservation FOR NO KEY UPDATE OF a;
  UPDATE ledger_reservation SET state = 'released', ended_at = at
  WHERE id = reservation AND state = 'held';
  RETURN FOUND;
END $$
--;
CREATE FUNCTION ledger_move_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(1279541575, OLD.id::int);
  IF OLD.state = 'closed' OR (OLD.state, NEW.state) = ('open', 'closed')
    OR (NEW.id, NEW.from_on, NEW.to_on) IS DISTINCT FROM (OLD.id, OLD.from_on, OLD.to_on) THEN
    RAISE EXCEPTION USING ERRCODE = 'LG008', MESSAGE = 'ledger: the year cannot be moved there';
  END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER ledger_post AFTER INSERT ON ledger_transaction
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_post()
--;
CREATE TRIGGER ledger_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
FOR EACH STATEMENT EXECUTE FUNCTION ledger_kept()
--;
CREATE TRIGGER ledger_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting
FOR EACH STATEMENT EXECUTE FUNCTION ledger_kept()
--;
CREATE TRIGGER ledger_by_transaction_only BEFORE INSERT ON ledger_posting
FOR EACH STATEMENT WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION ledger_kept()
--;
CREATE TRIGGER ledger_kept BEFORE DELETE OR TRUNCATE ON ledger_account
FOR EACH STATEMENT EXECUTE FUNCTION ledger_kept()
--;
CREATE TRIGGER ledger_begins_empty BEFORE INSERT ON ledger_account FOR EACH ROW
WHEN (NEW.balance_won <> 0 OR NEW.reserved_won <> 0 OR NEW.version <> 0)
EXECUTE FUNCTION ledger_kept()
--;
CREATE TRIGGER ledger_by_transaction_only BEFORE UPDATE ON ledger_account FOR EACH ROW
WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION ledger_kept()
--;
CREATE TRIGGER ledger_lacking BEFORE UPDATE ON ledger_account FOR EACH ROW
WHEN (NEW.side * NEW.balance_won - NEW.reserved_won < NEW.floor_won)
EXECUTE FUNCTION ledger_lacking()
--;
CREATE TRIGGER ledger_reserve AFTER INSERT ON ledger_reservation
FOR EACH ROW EXECUTE FUNCTION ledger_reserve()
--;
CREATE TRIGGER ledger_end_reservation AFTER UPDATE ON ledger_reservation
FOR EACH ROW EXECUTE FUNCTION ledger_end_reservation()
--;
CREATE TRIGGER ledger_kept BEFORE DELETE OR TRUNCATE ON ledger_reservation
FOR EACH STATEMENT EXECUTE FUNCTION ledger_kept()
--;
CREATE TRIGGER ledger_kept BEFORE DELETE OR TRUNCATE ON ledger_period
FOR EACH STATEMENT EXECUTE FUNCTION ledger_kept()
--;
CREATE TRIGGER ledger_move_period BEFORE UPDATE ON ledger_period
FOR EACH ROW EXECUTE FUNCTION ledger_move_period()
--;
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_transaction, ledger_posting FROM PUBLIC, CURRENT_USER
