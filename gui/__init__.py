"""The desktop window. This file imports nothing: the worker process passes through it and must not load Qt."""
