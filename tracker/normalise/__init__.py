"""Raw table to typed columns and rejections. Pure: no file, no clock, no screen."""
