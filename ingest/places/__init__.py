"""Where an address is: reading it, the registers and services that know, and how sure the answer is."""
