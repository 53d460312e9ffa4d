"""Models of drugs against cancer, and of those given before a transplant of blood stem cells."""
