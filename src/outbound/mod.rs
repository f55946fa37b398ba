//! Ways out: what leaves the program other than by the screen and the store. Desktop notifications, mail by the machine's
//! sendmail, commands of the user's own. Nothing here opens a connection, and no text of a ticket reaches a shell.
