"""Starts and joins the parts: command line, settings, wiring, inbox, lanes, clock, demo."""
