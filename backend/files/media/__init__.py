"""What is made of videos, sound and documents."""
