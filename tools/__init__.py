"""What builds the package's data, tries it on other systems, and draws its pictures; nothing here is shipped."""
