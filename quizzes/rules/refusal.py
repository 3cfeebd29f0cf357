"""How a pure rule says no: with a word that the caller puts into a sentence."""


class Refusal(ValueError):
    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)
