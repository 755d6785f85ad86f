"""Titles: their words, their length, what they cover, and the best one."""
