-- Triage: tickets on hold; what only some tickets have (tags, watchers, links, check lists, time) as JSON in `rare`; which
-- events were written in one go; languages, terms, blocks of prepaid units, and time as sheets read it.

-- A table's CHECK cannot be widened in place: the open tickets are few, so they move.
CREATE TABLE open_ticket_3 (
  id             INTEGER PRIMARY KEY,
  customer       INTEGER NOT NULL REFERENCES customer (id),
  contract       INTEGER REFERENCES contract (id),
  status         TEXT    NOT NULL CHECK (status IN ('open', 'waiting', 'on_hold')),
  severity       TEXT    NOT NULL,
  received       INTEGER NOT NULL,
  revision       INTEGER NOT NULL,
  subject        TEXT    NOT NULL,
  assignee       TEXT,
  requester      TEXT,
  reference      TEXT,
  channel        TEXT,
  first_response INTEGER,
  resolved       INTEGER,
  standstills    TEXT,
  counting       TEXT,
  flags          TEXT,
  environment    TEXT,
  level          INTEGER,
  claimed        TEXT,
  kind           TEXT,
  missed         TEXT,
  rare           TEXT
) STRICT;
INSERT INTO open_ticket_3 SELECT *, NULL FROM open_ticket;
DROP TABLE open_ticket;
ALTER TABLE open_ticket_3 RENAME TO open_ticket;
CREATE INDEX open_ticket_of_customer ON open_ticket (customer, id);

ALTER TABLE closed_ticket ADD COLUMN rare TEXT;

ALTER TABLE customer ADD COLUMN language TEXT;
ALTER TABLE contract ADD COLUMN renews TEXT;

-- The sequence number of the first event that was written in the same go; what can be undone is found by it.
ALTER TABLE event ADD COLUMN action INTEGER;

-- What changes how tickets counted, or whether they were open, after the fact: what `--at` has to look at once more.
DROP INDEX event_of_allowance;
CREATE INDEX event_turned ON event (at)
  WHERE kind IN ('allowance_decided', 'merged', 'absorbed', 'undone', 'redone');

-- Blocks of units bought for a pot of a contract; `event` is the one that tells of it.
CREATE TABLE block (
  event    INTEGER PRIMARY KEY REFERENCES event (sequence),
  contract INTEGER NOT NULL REFERENCES contract (id),
  pot      TEXT    NOT NULL,
  units    INTEGER NOT NULL CHECK (units > 0),
  bought   TEXT    NOT NULL,
  expires  TEXT,
  note     TEXT    NOT NULL
) STRICT;
CREATE INDEX block_of_contract ON block (contract);

-- Time booked on tickets once more, as time sheets and balances read it: one row a booking that stands.
CREATE TABLE booking (
  ticket   INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  contract INTEGER,
  at       INTEGER NOT NULL,
  agent    TEXT    NOT NULL,
  minutes  INTEGER NOT NULL,
  charged  INTEGER NOT NULL,
  pot      TEXT,
  note     TEXT    NOT NULL,
  PRIMARY KEY (ticket, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX booking_of_customer ON booking (customer, at);
