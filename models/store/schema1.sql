-- Version 1 of the books. The same text runs on SQLite and PostgreSQL; @BIGINT_KEY@ (an id) and @BY_KEY@ (a table kept
-- in the order of its key) come from Dialect, and so does a second part, schema1_sqlite.sql. Times are UTC milliseconds.
-- Amounts: *_fen is money, *_milli thousandths of a unit, credit columns thousandths or fen by the meter's basis.

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) @BY_KEY@;

CREATE TABLE compound (id @BIGINT_KEY@, name TEXT NOT NULL UNIQUE);
CREATE TABLE building (id @BIGINT_KEY@, compound_id BIGINT NOT NULL REFERENCES compound(id),
    name TEXT NOT NULL, UNIQUE (compound_id, name));
CREATE TABLE apartment (id @BIGINT_KEY@, building_id BIGINT NOT NULL REFERENCES building(id),
    code TEXT NOT NULL UNIQUE);
CREATE TABLE resident (id @BIGINT_KEY@, name TEXT NOT NULL, phone TEXT NOT NULL DEFAULT '',
    household_size INTEGER NOT NULL DEFAULT 1 CHECK (household_size > 0));
CREATE INDEX resident_name ON resident(name);
CREATE INDEX resident_phone ON resident(phone);
CREATE TABLE occupancy (id @BIGINT_KEY@, apartment_id BIGINT NOT NULL REFERENCES apartment(id),
    resident_id BIGINT NOT NULL REFERENCES resident(id), role TEXT NOT NULL CHECK (role IN ('owner', 'tenant')),
    since BIGINT NOT NULL, until BIGINT);
CREATE INDEX occupancy_apartment ON occupancy(apartment_id);
CREATE INDEX occupancy_resident ON occupancy(resident_id);
CREATE TABLE account (id @BIGINT_KEY@, apartment_id BIGINT NOT NULL REFERENCES apartment(id),
    resident_id BIGINT NOT NULL REFERENCES resident(id), number TEXT NOT NULL UNIQUE, opened_at BIGINT NOT NULL, closed_at BIGINT);
CREATE INDEX account_apartment ON account(apartment_id);
CREATE INDEX account_resident ON account(resident_id);

CREATE TABLE meter (id @BIGINT_KEY@, number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('water', 'electricity', 'gas')),
    basis TEXT NOT NULL CHECK (basis IN ('quantity', 'money')),
    layout TEXT NOT NULL, account_id BIGINT NOT NULL REFERENCES account(id),
    state TEXT NOT NULL DEFAULT 'in-use' CHECK (state IN ('in-use', 'faulty', 'removed')),
    -- what the meter had before these books: purchases elsewhere, or a fresh meter's zeros
    base_count BIGINT NOT NULL DEFAULT 0, base_total BIGINT NOT NULL DEFAULT 0,
    installed_at BIGINT NOT NULL, removed_at BIGINT);
CREATE INDEX meter_account ON meter(account_id);

-- A card is known by what it says of itself: its UID, application serial number, or the number written at issue.
CREATE TABLE card (id @BIGINT_KEY@, uid TEXT NOT NULL UNIQUE,
    family TEXT NOT NULL CHECK (family IN ('cpu', 'mifare-classic', 'sle4442')),
    layout TEXT NOT NULL, key_version INTEGER NOT NULL, account_id BIGINT REFERENCES account(id),
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'lost', 'returned')),
    replaced INTEGER NOT NULL DEFAULT 0, holder TEXT NOT NULL DEFAULT '', issued_at BIGINT NOT NULL, ended_at BIGINT);
CREATE INDEX card_account ON card(account_id);
CREATE TABLE card_slot (card_id BIGINT NOT NULL REFERENCES card(id), slot INTEGER NOT NULL,
    meter_id BIGINT NOT NULL REFERENCES meter(id), PRIMARY KEY (card_id, slot)) @BY_KEY@;
CREATE INDEX card_slot_meter ON card_slot(meter_id);

CREATE TABLE staff (id @BIGINT_KEY@, name TEXT NOT NULL UNIQUE, display TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('cashier', 'dispatcher', 'manager', 'administrator')),
    password TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0, locked_until BIGINT NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1);
CREATE TABLE audit (id @BIGINT_KEY@, at BIGINT NOT NULL, staff_id BIGINT REFERENCES staff(id),
    action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL DEFAULT '');
CREATE INDEX audit_subject ON audit(subject);

-- `purchase_count` runs without wrapping; the card carries it modulo the layout's width. It is set when sending starts.
CREATE TABLE credit_order (id @BIGINT_KEY@, meter_id BIGINT NOT NULL REFERENCES meter(id),
    account_id BIGINT NOT NULL REFERENCES account(id),
    kind TEXT NOT NULL CHECK (kind IN ('sale', 'free', 'transfer')),
    state TEXT NOT NULL CHECK (state IN ('paid', 'sending', 'in-doubt', 'not-delivered', 'delivered', 'loaded',
        'reversing', 'reversed', 'with-courier', 'void')),
    paid_fen BIGINT NOT NULL CHECK (paid_fen >= 0), price BIGINT NOT NULL DEFAULT 0, credit BIGINT NOT NULL CHECK (credit > 0),
    purchase_count BIGINT, total_after BIGINT, overwrites INTEGER NOT NULL DEFAULT 1, copyable INTEGER NOT NULL DEFAULT 1,
    proven INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '', receipt BIGINT, prints INTEGER NOT NULL DEFAULT 0,
    created_by BIGINT REFERENCES staff(id), created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL,
    owner TEXT NOT NULL DEFAULT '', lease_until BIGINT NOT NULL DEFAULT 0);
CREATE INDEX credit_order_meter ON credit_order(meter_id, id);
CREATE INDEX credit_order_account ON credit_order(account_id, id);
CREATE INDEX credit_order_open ON credit_order(state, id) WHERE state NOT IN ('loaded', 'reversed', 'delivered');
CREATE UNIQUE INDEX credit_order_receipt ON credit_order(receipt) WHERE receipt IS NOT NULL;
CREATE UNIQUE INDEX credit_order_on_its_way ON credit_order(meter_id)
    WHERE state IN ('sending', 'in-doubt', 'reversing', 'with-courier');
CREATE UNIQUE INDEX credit_order_count ON credit_order(meter_id, purchase_count)
    WHERE purchase_count IS NOT NULL AND state <> 'reversed';
CREATE UNIQUE INDEX credit_order_unloaded ON credit_order(meter_id)
    WHERE overwrites = 1 AND state IN ('sending', 'in-doubt', 'not-delivered', 'delivered', 'reversing', 'with-courier');

-- What proves one attempt on its carrier. `outcome` is empty until it is known to us.
CREATE TABLE credit_attempt (id @BIGINT_KEY@, order_id BIGINT NOT NULL REFERENCES credit_order(id),
    number INTEGER NOT NULL, carrier TEXT NOT NULL, carrier_id TEXT NOT NULL, card_id BIGINT REFERENCES card(id),
    purpose TEXT NOT NULL DEFAULT 'deliver' CHECK (purpose IN ('deliver', 'take-back')),
    online_serial BIGINT, old_balance BIGINT, terminal TEXT NOT NULL DEFAULT '', stamped TEXT NOT NULL DEFAULT '',
    before TEXT NOT NULL DEFAULT '', tac TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'applied', 'not-applied', 'handed-over', 'unknown')),
    note TEXT NOT NULL DEFAULT '', begun_at BIGINT NOT NULL, ended_at BIGINT, UNIQUE (order_id, number));
CREATE TABLE credit_event (id @BIGINT_KEY@, order_id BIGINT NOT NULL REFERENCES credit_order(id),
    at BIGINT NOT NULL, from_state TEXT NOT NULL, to_state TEXT NOT NULL, staff_id BIGINT REFERENCES staff(id),
    second_staff_id BIGINT REFERENCES staff(id), reason TEXT NOT NULL DEFAULT '');
CREATE INDEX credit_event_order ON credit_event(order_id, id);

-- What a meter said of itself, from whatever source, as given to CreditJournal::observe.
CREATE TABLE meter_report (id @BIGINT_KEY@, meter_id BIGINT NOT NULL REFERENCES meter(id), at BIGINT NOT NULL,
    source TEXT NOT NULL, last_count BIGINT NOT NULL, total_loaded BIGINT, remaining BIGINT, total_used BIGINT,
    valve_open INTEGER, faults BIGINT NOT NULL DEFAULT 0, monthly TEXT NOT NULL DEFAULT '', meter_time BIGINT);
CREATE INDEX meter_report_meter ON meter_report(meter_id, id);
-- Books and meter (or card) disagree: a case for a person, never a rounding.
CREATE TABLE discrepancy (id @BIGINT_KEY@, meter_id BIGINT NOT NULL REFERENCES meter(id), opened_at BIGINT NOT NULL,
    kind TEXT NOT NULL, detail TEXT NOT NULL, closed_at BIGINT, closed_by BIGINT REFERENCES staff(id),
    resolution TEXT NOT NULL DEFAULT '');
CREATE INDEX discrepancy_meter ON discrepancy(meter_id, closed_at);
CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL) @BY_KEY@;
