"""Forms of the meetings. What is wrong is named at its field; typed values stay."""
