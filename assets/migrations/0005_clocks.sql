-- What has happened to a ticket that clocks of a pack's own start or end with, in a short form (src/desk/marks.rs):
-- `a1790000000 r1790000060` is "assigned then, answered then". The program fills it from the events of every ticket.
ALTER TABLE open_ticket ADD COLUMN marks TEXT;
ALTER TABLE closed_ticket ADD COLUMN marks TEXT;
