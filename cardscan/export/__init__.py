"""What leaves: vCards, tables, JSON, calendars, mails and event pages, each cleaned on its way out."""
