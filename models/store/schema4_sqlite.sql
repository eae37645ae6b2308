-- Version 4, SQLite's own part: INSERT OR REPLACE takes a row away without asking the triggers of version 1, so a row
-- whose number is there already is refused before that.

CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'audit is append-only');
END;
CREATE TRIGGER credit_event_no_replace BEFORE INSERT ON credit_event
    WHEN EXISTS (SELECT 1 FROM credit_event WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'credit_event is append-only');
END;
CREATE TRIGGER meter_report_no_replace BEFORE INSERT ON meter_report
    WHEN EXISTS (SELECT 1 FROM meter_report WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'meter_report is append-only');
END;
