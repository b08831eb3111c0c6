"""Contact data that is well formed and yet not what an office should publish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.findings import Severity
from core.option import option
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.fold import folded


@dataclass(frozen=True)
class MailOptions:
    """Mail services that are open to everybody."""

    services: tuple[str, ...] = option(
        "哪些域名算公共邮箱",
        (
            "163.com",
            "126.com",
            "yeah.net",
            "qq.com",
            "foxmail.com",
            "sina.com",
            "sina.cn",
            "sohu.com",
            "139.com",
            "189.cn",
            "aliyun.com",
        ),
    )


@rule(
    "contact.free-mail", "不用公共邮箱", Severity.INFO, Need.TEXT, "contact", required=False, options=MailOptions, enabled=False
)
def free_mail(case: Case) -> Iterator[Problem]:
    """公布的电子邮箱宜用单位的邮箱。

    检查：导语中的电子邮箱是不是163、126、qq等公共邮箱，域名可以调整。
    为什么：公共邮箱随人走，人员变动后容易失联，公众也难以核实是不是单位的邮箱。
    依据：年度报告通行做法（导语写明准确的联系方式）
    错误示例：电子邮箱：qinghexxgk@163.com
    正确示例：电子邮箱：xxgk@qinghe.gov.cn
    """
    services = {service.lower() for service in case.chosen(MailOptions).services}
    for value in case.report.contact:
        domain = folded(value.text).lower().rpartition("@")[2]
        if value.field == "email" and any(domain == service or domain.endswith(f".{service}") for service in services):
            message = f"“{value.text}”是公共邮箱"
            yield Problem(value.where, message, "换用单位的邮箱。", {"field": "email", "value": value.text})


@dataclass(frozen=True)
class HostOptions:
    """Whose website may stand in the preamble."""

    hosts: tuple[str, ...] = option("本单位可以公布的网站域名（含其下级域名）", ("gov.cn",))


@rule(
    "contact.website-host",
    "网站是本单位的",
    Severity.INFO,
    Need.TEXT,
    "contact",
    required=False,
    options=HostOptions,
    enabled=False,
)
def website_host(case: Case) -> Iterator[Problem]:
    """导语中的网址应是本单位或本级政府的网站。

    检查：导语中网址的域名是不是gov.cn；本单位填了自己的域名的，是不是这几个域名或其下级域名。
    为什么：沿用别处的模板时，网址往往还是原来那个单位的。
    依据：年度报告通行做法（导语写明准确的联系方式）
    错误示例：（本单位的网站是www.qinghe.gov.cn）网址：http://www.chengxi.gov.cn
    正确示例：网址：http://www.qinghe.gov.cn
    """
    hosts = tuple(host.lower().strip(".") for host in case.chosen(HostOptions).hosts)
    if not hosts:
        raise NotApplicable("没有填写本单位的网站域名。")
    for value in case.report.contact:
        host = re.sub(r"^https?:/{1,2}|[:/?].*$", "", folded(value.text).lower(), count=0)
        if value.field == "website" and not any(host == each or host.endswith(f".{each}") for each in hosts):
            message = f"网址“{value.text}”不在{'、'.join(hosts)}之内"
            yield Problem(value.where, message, "核对是不是本单位的网站。", {"field": "website", "value": value.text})
