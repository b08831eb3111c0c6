"""The pages of the rule settings, by number."""

RULES, OWN, UNIT, FILES = range(4)
NAMES = ("规则", "本单位规则", "本单位", "规则文件")
