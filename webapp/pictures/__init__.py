"""Colour pictures: decoded, classified by the picture models, and shown on a page of their own."""
