//! Which desk records a kind of fact, and which document comes with it.

/// Who brought in the files that existed when the ledger began.
pub(super) const MIGRATION: &str = "migration";

/// The desk that records this kind of fact.
pub(super) fn desk_of(kind: &str) -> &'static str {
    match kind.split_once('.').map_or(kind, |(thing, _)| thing) {
        "enterprise" | "account" | "tenancy" | "conduct" => "registry-desk",
        "hightech" | "filing_pilot" | "feeder" | "cultivation_list" | "scale_up_list" | "strong_list" | "growth" => {
            "cultivation-desk"
        }
        "service" | "service_org" | "quota" | "space" | "land" | "scenario" => "service-desk",
        "rnd" | "standard" | "award" | "ip_title" | "new_product" | "first_set" | "new_material" | "rnd_growth"
        | "research_grant" | "platform" => "innovation-desk",
        "loan" | "insurance" | "lpr" | "external_support" => "finance-desk",
        "review" | "objection" => "review-desk",
        "parameter" | "reference" => "policy-desk",
        "fact" => "archive-desk",
        "grant" => "审批岗",
        "payment" | "clawback" => "财务岗",
        _ => "intake-desk",
    }
}

/// The document that comes with this kind of fact.
pub(super) fn document_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "enterprise.registered" => "营业执照或登记信息截图",
        "enterprise.renamed" => "变更登记通知书",
        "enterprise.relocated" => "迁移登记证明",
        "enterprise.deregistered" => "注销登记通知书",
        "enterprise.merged" => "合并协议或登记证明",
        "hightech.certified" => "高新技术企业证书",
        "hightech.announced" => "公告文件",
        "hightech.revoked" => "取消资格的决定",
        "conduct.accident_recorded" => "事故调查报告批复或认定文书",
        "conduct.dishonesty_recorded" => "信用信息查询报告",
        "conduct.record_cleared" => "信用修复决定书",
        "cultivation_list.entered" | "scale_up_list.entered" | "strong_list.entered" => "清单公布文件",
        "scale_up_list.exited" => "退出清单的决定",
        "strong_list.exited" => "退出通知",
        "filing_pilot.applied" => "报备材料",
        "filing_pilot.approved" => "确认文书",
        "growth.evaluated" | "service_org.evaluated" => "评价结果",
        "pledge.signed" => "承诺书",
        "rnd.expense_reported" => "研发费用专项审计报告或申报表",
        "standard.published" | "standard.adopted" => "标准封面和前言页",
        "rnd_growth.assessed" => "评审意见",
        "research_grant.received" => "到账凭证",
        "platform.completed" => "验收和审计材料",
        "award.won" => "奖励决定或获奖证书",
        "award.revoked" => "撤销决定",
        "ip_title.granted" => "资质公布文件",
        "ip_title.removed" => "取消文件",
        "new_product.recognized" => "新技术新产品（服务）证书",
        "first_set.recognized" => "首台（套）认定文件",
        "new_material.first_applied" => "首批次应用证明",
        "loan.contracted" => "借款合同",
        "loan.interest_paid" => "利息回单",
        "loan.evaluated" => "综合评价意见",
        "insurance.premium_paid" => "保费发票",
        "insurance.evaluated" => "评定意见",
        "tenancy.started" => "入驻协议",
        "quota.allotted" => "分配文件",
        "space.registered" => "权属或测绘材料",
        "space.allocated" | "space.released" => "协议或手续",
        "land.supplied" => "供地文件",
        "scenario.joined" => "项目材料",
        "parameter.set" => "确定参数的文件",
        "reference.mapped" => "依据文件",
        "application.submitted" => "申请书",
        "review.completed" => "评审意见书",
        "call.opened" => "申报通知",
        "fact.corrected" => "更正依据",
        "fact.retracted" => "撤回依据",
        _ => return None,
    })
}

/// Whether a fact of this kind may earn its enterprise money, so that it has a reason to apply.
pub(super) fn may_earn(kind: &str) -> bool {
    matches!(
        kind,
        "hightech.certified"
            | "cultivation_list.entered"
            | "scale_up_list.entered"
            | "standard.published"
            | "award.won"
            | "ip_title.granted"
            | "research_grant.received"
            | "platform.completed"
            | "new_product.recognized"
            | "first_set.recognized"
            | "new_material.first_applied"
            | "loan.interest_paid"
            | "insurance.premium_paid"
    )
}

/// Whether lines of this kind are the office's procedure and not facts about enterprises.
pub(super) fn is_procedure(kind: &str) -> bool {
    let thing = kind.split_once('.').map_or(kind, |(thing, _)| thing);
    matches!(
        thing,
        "application"
            | "review"
            | "publicity"
            | "objection"
            | "call"
            | "lpr"
            | "fact"
            | "service"
            | "parameter"
            | "reference"
    )
}
