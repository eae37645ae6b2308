-- Version 3: what was given back is found by its meter and count without a walk through all that the meter ever got.

CREATE INDEX credit_order_reversed ON credit_order(meter_id, purchase_count) WHERE state = 'reversed';
