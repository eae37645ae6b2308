-- Version 2: credit that moves from card to card and from meter to meter, and what else is known of a meter.

-- moves: the order whose credit this transfer brings onto another card; the meter's total doesn't grow by it
ALTER TABLE credit_order ADD COLUMN moves BIGINT REFERENCES credit_order(id);
CREATE UNIQUE INDEX credit_order_moved ON credit_order(moves) WHERE moves IS NOT NULL AND state <> 'reversed';

-- replaces: the meter that was exchanged for this one; carried: what lay in the card's purse then. It is part of
-- base_total, but the meter counts it only when it takes it.
ALTER TABLE meter ADD COLUMN replaces BIGINT REFERENCES meter(id);
ALTER TABLE meter ADD COLUMN carried BIGINT NOT NULL DEFAULT 0;

-- What is known of a meter besides its credit: `alarm-level`, `overdraft` (in the meter's basis), `price-table` and
-- `price-version` as its card last had them, so that a record written anew has them again.
CREATE TABLE meter_value (meter_id BIGINT NOT NULL REFERENCES meter(id), name TEXT NOT NULL, value BIGINT NOT NULL,
    PRIMARY KEY (meter_id, name)) @BY_KEY@;
