"""What an unkind world does to the program, seeded: kills, power cuts, full disks, hostile files."""
