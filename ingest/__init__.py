"""What enters: files, registers and addresses, read, checked and turned into changesets."""
