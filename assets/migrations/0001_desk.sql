-- The desk: who buys support, on which terms, what they asked, and everything that ever happened to it.
-- Applied once, inside one transaction; never edited after a release: what changes later is a further file.

-- What is true of the store as a whole: one row.
CREATE TABLE desk (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  identity    TEXT    NOT NULL,
  created     INTEGER NOT NULL,
  last_ticket INTEGER NOT NULL
) STRICT;

-- `folded` is the name in lower case and one spelling of its accents: a name is unique whatever the case.
CREATE TABLE customer (
  id        INTEGER PRIMARY KEY,
  name      TEXT    NOT NULL,
  folded    TEXT    NOT NULL UNIQUE,
  time_zone TEXT,
  note      TEXT    NOT NULL,
  revision  INTEGER NOT NULL
) STRICT;

CREATE TABLE contact (
  id         INTEGER PRIMARY KEY,
  customer   INTEGER NOT NULL REFERENCES customer (id),
  name       TEXT    NOT NULL,
  email      TEXT,
  registered INTEGER NOT NULL CHECK (registered IN (0, 1))
) STRICT;
CREATE INDEX contact_of_customer ON contact (customer);

-- `own` is what the contract sets for itself, as JSON; NULL where it takes the pack as it is.
CREATE TABLE contract (
  id       INTEGER PRIMARY KEY,
  customer INTEGER NOT NULL REFERENCES customer (id),
  pack     TEXT    NOT NULL,
  edition  TEXT    NOT NULL,
  tier     TEXT    NOT NULL,
  region   TEXT,
  starts   TEXT    NOT NULL,
  ends     TEXT,
  own      TEXT,
  revision INTEGER NOT NULL
) STRICT;
CREATE INDEX contract_of_customer ON contract (customer);

-- Tickets live in two tables with the same columns. The open ones lie together, so that reading the board costs what
-- is open, however many were closed before; a ticket moves in the transaction that resolves or reopens it.
-- NULL stands for the ordinary: environment production, counting `counts`, no standstills, flags or missed targets.
CREATE TABLE open_ticket (
  id             INTEGER PRIMARY KEY,
  customer       INTEGER NOT NULL REFERENCES customer (id),
  contract       INTEGER REFERENCES contract (id),
  status         TEXT    NOT NULL CHECK (status IN ('open', 'waiting')),
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
  missed         TEXT
) STRICT;

CREATE TABLE closed_ticket (
  id             INTEGER PRIMARY KEY,
  customer       INTEGER NOT NULL REFERENCES customer (id),
  contract       INTEGER REFERENCES contract (id),
  status         TEXT    NOT NULL CHECK (status = 'resolved'),
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
  missed         TEXT
) STRICT;
-- What was open at a past moment is what is open now and what was resolved since (`--at`).
CREATE INDEX closed_ticket_by_end ON closed_ticket (resolved);

-- What the systems that tickets come from call them; unique in a store.
CREATE TABLE reference (
  reference TEXT    NOT NULL PRIMARY KEY,
  ticket    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every ticket once more, as an allowance counts it: the rows of one customer's month lie side by side.
-- weight: 0 uses a unit, 1 uses one in the next period, 2 uses none.
CREATE TABLE receipt (
  customer INTEGER NOT NULL,
  received INTEGER NOT NULL,
  ticket   INTEGER NOT NULL,
  weight   INTEGER NOT NULL CHECK (weight IN (0, 1, 2)),
  PRIMARY KEY (customer, received, ticket)
) STRICT, WITHOUT ROWID;

-- The audit trail. `body` is the event as JSON; long words of it lie in `message`.
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  agent    TEXT    NOT NULL,
  ticket   INTEGER,
  revision INTEGER,
  kind     TEXT    NOT NULL,
  body     TEXT    NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_of_ticket ON event (ticket, revision) WHERE ticket IS NOT NULL;
CREATE INDEX event_of_allowance ON event (at) WHERE kind = 'allowance_decided';

-- What people wrote: customers' messages, replies and notes. Apart from the events, so that a replay reads no mail.
CREATE TABLE message (
  event INTEGER PRIMARY KEY REFERENCES event (sequence),
  body  TEXT NOT NULL
) STRICT;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
  BEGIN SELECT RAISE (ABORT, 'events are never changed'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
  BEGIN SELECT RAISE (ABORT, 'events are never deleted'); END;
CREATE TRIGGER message_is_never_changed BEFORE UPDATE ON message
  BEGIN SELECT RAISE (ABORT, 'messages are never changed'); END;
CREATE TRIGGER message_is_never_deleted BEFORE DELETE ON message
  BEGIN SELECT RAISE (ABORT, 'messages are never deleted'); END;
