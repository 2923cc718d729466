"""Lines become fields: numbers and addresses by grammar; name, title, company and address told apart."""
