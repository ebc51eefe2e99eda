"""Mail that comes to the site: fetched from where it arrives, and given to whoever reads it.

`boxes` is where it arrives (a maildir or an IMAP folder), `mail` what a mail is made of, `fetching`
how each is read once. Off until a host sets MAIL_IN.
"""
