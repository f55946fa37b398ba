-- Lists of one customer's tickets, newest first, without reading everybody's.
CREATE INDEX open_ticket_of_customer ON open_ticket (customer, id);
CREATE INDEX closed_ticket_of_customer ON closed_ticket (customer, id);
