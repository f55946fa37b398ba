-- Every word that anybody wrote about a ticket, and the tickets in which it stands: one entry a word and ticket, whichever
-- text it stands in. Tickets are found by it; what is shown is read from the texts themselves.
--
-- Only tickets' numbers are kept (`detail=none`), no texts and no lengths. Nothing is ever taken out of a history, so
-- nothing is ever taken out of here: a new text adds its words under the number that the ticket has. The program takes texts
-- apart into words itself (accents, capitals, scripts without spaces: src/store/search/words.rs) and hands them over with
-- spaces between them, where `ascii` cuts.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
-- The same by word: which words begin with what somebody has typed so far; and what `check` compares.
CREATE VIRTUAL TABLE search_word USING fts5vocab ('search', 'instance');
