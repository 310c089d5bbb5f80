"""What students already have: the ledger, what was proven, editions, and what a release changes for them."""
