"""What `make` calls: preparing a bare machine, starting the portal, testing it. Standard library only in setup."""
