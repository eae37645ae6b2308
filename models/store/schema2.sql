-- Version 2: credit that moves from card to card and from meter to meter.

-- moves: the order whose credit this transfer brings onto another card; the meter's total doesn't grow by it
ALTER TABLE credit_order ADD COLUMN moves BIGINT REFERENCES credit_order(id);
CREATE UNIQUE INDEX credit_order_moved ON credit_order(moves) WHERE moves IS NOT NULL AND state <> 'reversed';

-- replaces: the meter that was exchanged for this one; carried: what lay in the card's purse then. It is part of
-- base_total, but the meter counts it only when it takes it.
ALTER TABLE meter ADD COLUMN replaces BIGINT REFERENCES meter(id);
ALTER TABLE meter ADD COLUMN carried BIGINT NOT NULL DEFAULT 0;
