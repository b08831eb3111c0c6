"""The statistical table of 2008 to 2018, filled from a short list of figures."""

from __future__ import annotations

# key | label | unit; a heading has no key
ROWS = """
|一、主动公开情况|——
open|（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）|条
norms|其中：主动公开规范性文件数|条
made|制发规范性文件总数|件
|（二）通过不同渠道和方式公开政府信息的情况|——
gazette|1.政府公报公开政府信息数|条
site|2.政府网站公开政府信息数|条
weibo|3.政务微博公开政府信息数|条
wechat|4.政务微信公开政府信息数|条
ways|5.其他方式公开政府信息数|条
|二、回应解读情况|——
reply|（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）|次
|（二）通过不同渠道和方式回应解读的情况|——
press|1.参加或举办新闻发布会总次数|次
press_head|其中：主要负责同志参加新闻发布会次数|次
talk|2.政府网站在线访谈次数|次
talk_head|其中：主要负责同志参加政府网站在线访谈次数|次
explain|3.政策解读稿件发布数|篇
social|4.微博微信回应事件数|次
reply_ways|5.其他方式回应事件数|次
|三、依申请公开情况|——
asked|（一）收到申请数|件
desk|1.当面申请数|件
fax|2.传真申请数|件
net|3.网络申请数|件
letter|4.信函申请数|件
done|（二）申请办结数|件
timely|1.按时办结数|件
extended|2.延期办结数|件
answered|（三）申请答复数|件
already|1.属于已主动公开范围数|件
agreed|2.同意公开答复数|件
partly|3.同意部分公开答复数|件
refused|4.不同意公开答复数|件
secret|其中：涉及国家秘密|件
trade|涉及商业秘密|件
privacy|涉及个人隐私|件
stability|危及国家安全、公共安全、经济安全和社会稳定|件
not_info|不是《条例》所指政府信息|件
by_law|法律法规规定的其他情形|件
elsewhere|5.不属于本行政机关公开数|件
absent|6.申请信息不存在数|件
amend|7.告知作出更改补充数|件
other_way|8.告知通过其他途径办理数|件
review|四、行政复议数量|件
review_kept|（一）维持具体行政行为数|件
review_changed|（二）被依法纠错数|件
review_other|（三）其他情形数|件
suit|五、行政诉讼数量|件
suit_kept|（一）维持具体行政行为或者驳回原告诉讼请求数|件
suit_changed|（二）被依法纠错数|件
suit_other|（三）其他情形数|件
complaint|六、举报投诉数量|件
fee|七、依申请公开信息收取的费用|万元
|八、机构建设和保障经费情况|——
offices|（一）政府信息公开工作专门机构数|个
points|（二）设置政府信息公开查阅点数|个
staff|（三）从事政府信息公开工作人员数|人
full|1.专职人员数（不包括政府公报及政府网站工作人员数）|人
part|2.兼职人员数|人
budget|（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）|万元
|九、政府信息公开会议和培训情况|——
meetings|（一）召开政府信息公开工作会议或专题会议数|次
classes|（二）举办各类培训班数|次
trained|（三）接受培训人员数|人次
""".strip()

SUMS = {
    "asked": "desk fax net letter",
    "done": "timely extended",
    "refused": "secret trade privacy stability not_info by_law",
    "answered": "already agreed partly refused elsewhere absent amend other_way",
    "review": "review_kept review_changed review_other",
    "suit": "suit_kept suit_changed suit_other",
    "staff": "full part",
}


def fill(data: dict[str, str]) -> dict[str, str]:
    """Every row's value: totals are added up, the rest is zero."""
    keys = [line.split("|")[0] for line in ROWS.splitlines()]
    unknown = set(data) - set(keys)
    if unknown:
        raise ValueError(f"unknown rows {sorted(unknown)}")
    values = {key: str(data.get(key, "0")) for key in keys if key}
    for total, parts in SUMS.items():
        values[total] = str(sum(int(values[part]) for part in parts.split()))
    _hold(values)
    return values


def _hold(values: dict[str, str]) -> None:
    number = {key: float(value) for key, value in values.items()}
    channels = [number[key] for key in ("gazette", "site", "weibo", "wechat", "ways")]
    if not max(channels) <= number["open"] <= sum(channels):
        raise ValueError("total of disclosed items")
    if number["done"] != number["answered"] or number["norms"] > min(number["made"], number["open"]):
        raise ValueError("answers or normative documents")
    if number["reply"] > sum(number[key] for key in ("press", "talk", "social", "reply_ways")):
        raise ValueError("replies")


def old_grid(values: dict[str, str], heading_unit: str = "——") -> list[list[str]]:
    grid = [["统计指标", "单位", "统计数"]]
    for line in ROWS.splitlines():
        key, label, unit = line.split("|")
        grid.append([label, unit if key else heading_unit, values[key] if key else ""])
    return grid
