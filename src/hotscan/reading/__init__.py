"""The files a scan reads: those of SaTScan (.cas .geo .pop .ctl .grd .prm) and tables with a heading (.csv)."""
