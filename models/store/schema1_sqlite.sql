-- Version 1 of the books, SQLite's own part: what may never change, and finding a part of a name.

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'audit is append-only');
END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'audit is append-only');
END;
CREATE TRIGGER credit_event_no_update BEFORE UPDATE ON credit_event BEGIN
    SELECT RAISE(ABORT, 'credit_event is append-only');
END;
CREATE TRIGGER credit_event_no_delete BEFORE DELETE ON credit_event BEGIN
    SELECT RAISE(ABORT, 'credit_event is append-only');
END;
CREATE TRIGGER meter_report_no_update BEFORE UPDATE ON meter_report BEGIN
    SELECT RAISE(ABORT, 'meter_report is append-only');
END;
CREATE TRIGGER meter_report_no_delete BEFORE DELETE ON meter_report BEGIN
    SELECT RAISE(ABORT, 'meter_report is append-only');
END;

-- Parts of names: each character is a token, so that a part of any length is a phrase (trigrams find nothing for the two
-- characters of many Chinese names). The text itself isn't kept a second time (content=''). Triggers keep it in step;
-- `position` spells out the places of a name, because SQL has no function that splits a text. Characters after the
-- 128th aren't indexed.
CREATE TABLE position (n INTEGER PRIMARY KEY);
INSERT INTO position (n) WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 128) SELECT n FROM up;
CREATE VIRTUAL TABLE resident_name_part USING fts5(chars, content='', columnsize=0,
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
CREATE TRIGGER resident_name_part_insert AFTER INSERT ON resident BEGIN
    INSERT INTO resident_name_part (rowid, chars) VALUES (new.id,
        (SELECT group_concat(substr(new.name, n, 1), ' ') FROM position WHERE n <= length(new.name)));
END;
CREATE TRIGGER resident_name_part_update AFTER UPDATE OF name ON resident BEGIN
    INSERT INTO resident_name_part (resident_name_part, rowid, chars) VALUES ('delete', old.id,
        (SELECT group_concat(substr(old.name, n, 1), ' ') FROM position WHERE n <= length(old.name)));
    INSERT INTO resident_name_part (rowid, chars) VALUES (new.id,
        (SELECT group_concat(substr(new.name, n, 1), ' ') FROM position WHERE n <= length(new.name)));
END;
CREATE TRIGGER resident_name_part_delete AFTER DELETE ON resident BEGIN
    INSERT INTO resident_name_part (resident_name_part, rowid, chars) VALUES ('delete', old.id,
        (SELECT group_concat(substr(old.name, n, 1), ' ') FROM position WHERE n <= length(old.name)));
END;
