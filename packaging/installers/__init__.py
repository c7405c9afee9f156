"""Installers, each as the users of its system expect it."""
