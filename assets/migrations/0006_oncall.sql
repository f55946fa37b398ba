-- On call: alerts and how they went out, shifts, handovers, the rules that hold, and by when each running clock is due.

-- The desk of an earlier moment is what happened by then: reports of it look for what happened since.
CREATE INDEX event_by_time ON event (at);

-- Who was on shift; `event` is the one that tells of its beginning.
CREATE TABLE shift (
  event   INTEGER PRIMARY KEY REFERENCES event (sequence),
  agent   TEXT    NOT NULL,
  line    TEXT,
  began   INTEGER NOT NULL,
  planned INTEGER,
  ended   INTEGER,
  note    TEXT    NOT NULL
) STRICT;
CREATE INDEX shift_by_begin ON shift (began);

-- What one shift handed to the next; `event` is the one that tells of it, and its message holds the words in which it was
-- handed over.
CREATE TABLE handover (
  event    INTEGER PRIMARY KEY REFERENCES event (sequence),
  agent    TEXT    NOT NULL,
  shift    INTEGER,
  line     TEXT,
  since    INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  until    INTEGER NOT NULL,
  receiver TEXT,
  taken    INTEGER,
  taken_by TEXT
) STRICT;

-- What agents were told of, each once: whoever writes the row first tells it. `identity` says what it is about: the ticket,
-- the clock with its round and promise, and the mark. `agent` is empty where it goes to nobody in particular.
CREATE TABLE alert (
  id              INTEGER PRIMARY KEY,
  agent           TEXT    NOT NULL,
  identity        TEXT    NOT NULL,
  kind            TEXT    NOT NULL,
  customer        INTEGER,
  ticket          INTEGER,
  clock           TEXT,
  fell            INTEGER NOT NULL,
  due             INTEGER,
  told            INTEGER,
  body            TEXT    NOT NULL,
  summary         INTEGER,
  acknowledged    INTEGER,
  acknowledged_by TEXT,
  snoozed         INTEGER,
  snoozed_by      TEXT,
  UNIQUE (agent, identity)
) STRICT;
CREATE INDEX alert_of_ticket ON alert (ticket) WHERE ticket IS NOT NULL;
CREATE INDEX alert_open ON alert (fell) WHERE acknowledged IS NULL;
CREATE INDEX alert_told ON alert (agent, told);
CREATE INDEX alert_of_summary ON alert (summary) WHERE summary IS NOT NULL;
CREATE INDEX alert_snoozed ON alert (snoozed) WHERE snoozed IS NOT NULL;

-- How an alert goes out by a way that may fail.
CREATE TABLE delivery (
  alert INTEGER NOT NULL REFERENCES alert (id),
  way   TEXT    NOT NULL,
  state TEXT    NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
  tries INTEGER NOT NULL,
  next  INTEGER,
  said  TEXT    NOT NULL,
  PRIMARY KEY (alert, way)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_waiting ON delivery (next) WHERE state = 'waiting';

-- The rules that hold: the text of every pack that a contract stands on and of the holiday lists that it names, as they were
-- applied; the newest of a key holds. `event` is the one that tells of it.
CREATE TABLE rule_text (
  kind   TEXT    NOT NULL CHECK (kind IN ('pack', 'holidays')),
  key    TEXT    NOT NULL,
  event  INTEGER NOT NULL REFERENCES event (sequence),
  at     INTEGER NOT NULL,
  digest TEXT    NOT NULL,
  body   TEXT    NOT NULL,
  PRIMARY KEY (kind, key, event)
) STRICT;

-- By when the running clocks of open tickets are due, as the rules that hold say it: what else would be worked out anew to
-- know what comes next. `check` compares it.
CREATE TABLE running (
  ticket INTEGER NOT NULL,
  clock  TEXT    NOT NULL,
  due    INTEGER NOT NULL,
  PRIMARY KEY (ticket, clock)
) STRICT, WITHOUT ROWID;
CREATE INDEX running_by_due ON running (due);

-- What the running clocks were worked out with (zone data), so that a change of it is seen and told.
ALTER TABLE desk ADD COLUMN reckoned TEXT;
