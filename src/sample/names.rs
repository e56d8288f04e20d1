//! Invented names: enterprises, addresses, institutes, standards.

use super::rng::Rng;
use std::collections::BTreeSet;

const FIRST: [&str; 40] = [
    "昌", "安", "博", "晨", "鼎", "恩", "方", "格", "海", "和", "华", "汇", "嘉", "京", "凯", "科", "蓝", "联", "明",
    "诺", "启", "清", "荣", "瑞", "盛", "拓", "微", "欣", "星", "旭", "亿", "源", "远", "云", "展", "智", "中", "众",
    "卓", "泽",
];
const SECOND: [&str; 36] = [
    "康", "达", "创", "辰", "维", "泰", "通", "信", "翔", "禾", "博", "思", "图", "景", "朗", "迈", "普", "特", "腾",
    "宇", "元", "越", "正", "致", "峰", "河", "泉", "岭", "桥", "舟", "羽", "松", "岩", "川", "澜", "阳",
];
/// Trades, each with the one of the eight supported fields of technology it belongs to.
const TRADES: [(&str, &str); 24] = [
    ("电子信息", "数字"),
    ("电子信息", "芯片"),
    ("电子信息", "软件"),
    ("电子信息", "光电"),
    ("生物与新医药", "生物"),
    ("生物与新医药", "医药"),
    ("生物与新医药", "医疗器械"),
    ("生物与新医药", "基因"),
    ("航空航天", "航空"),
    ("航空航天", "卫星"),
    ("航空航天", "空天动力"),
    ("新材料", "新材料"),
    ("新材料", "纳米材料"),
    ("新材料", "复合材料"),
    ("高技术服务", "检测"),
    ("高技术服务", "工程设计"),
    ("高技术服务", "信息服务"),
    ("新能源与节能", "能源"),
    ("新能源与节能", "氢能"),
    ("新能源与节能", "储能"),
    ("资源与环境", "环境"),
    ("资源与环境", "水处理"),
    ("先进制造与自动化", "智能装备"),
    ("先进制造与自动化", "机器人"),
];
const ENDINGS: [(u32, &str); 4] =
    [(80, "科技有限公司"), (12, "技术有限公司"), (6, "科技股份有限公司"), (2, "技术研究院有限公司")];
const STREETS: [&str; 10] = [
    "回龙观街道创新路",
    "沙河镇能源东路",
    "北七家镇未来科学城南街",
    "城北街道超前路",
    "马池口镇白浮泉路",
    "南邵镇何营路",
    "史各庄街道生命园路",
    "小汤山镇温泉东街",
    "阳坊镇顺沙路",
    "东小口镇立汤路",
];
/// Institutes and enterprises elsewhere that draft standards and win awards beside the local ones.
pub(super) const PARTNERS: [&str; 12] = [
    "示例标准化研究院",
    "示例大学",
    "示例理工大学",
    "示例检测认证中心",
    "示例工程研究中心",
    "示例电力科学研究院",
    "示例医学科学院",
    "示例材料研究所",
    "示例（上海）技术有限公司",
    "示例（深圳）电子有限公司",
    "示例（苏州）生物技术有限公司",
    "示例（天津）装备有限公司",
];
const TOPICS: [&str; 12] = [
    "储能系统",
    "体外诊断试剂",
    "工业机器人",
    "卫星导航终端",
    "数据交换平台",
    "氢燃料电池",
    "纳米薄膜材料",
    "污水处理装备",
    "集成电路封装",
    "医用影像软件",
    "智能网联设备",
    "复合材料构件",
];
const ASPECTS: [&str; 6] = ["通用要求", "技术规范", "测试方法", "术语和定义", "接口要求", "评价指南"];

/// Gives out names, never the same one twice.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeSet<String>,
}

impl Names {
    /// The name of a new enterprise and its field of technology.
    pub(super) fn enterprise(&mut self, rng: &mut Rng) -> (String, &'static str) {
        let (field, trade) = rng.pick(&TRADES);
        (self.of_trade(rng, trade), field)
    }

    /// A new name for an enterprise of this field.
    pub(super) fn renamed(&mut self, rng: &mut Rng, field: &str) -> String {
        let trades: Vec<&str> = TRADES.iter().filter(|(of, _)| *of == field).map(|(_, trade)| *trade).collect();
        let trade = rng.pick(&trades);
        self.of_trade(rng, trade)
    }

    /// The name of a new carrier.
    pub(super) fn carrier(&mut self, rng: &mut Rng) -> String {
        self.fresh(rng, "", "科技企业孵化器有限公司")
    }

    /// The name of a new service institution.
    pub(super) fn service_org(&mut self, rng: &mut Rng) -> String {
        self.fresh(rng, "", "科技服务中心有限公司")
    }

    fn of_trade(&mut self, rng: &mut Rng, trade: &str) -> String {
        let ending = rng.weighted(&ENDINGS);
        self.fresh(rng, trade, ending)
    }

    fn fresh(&mut self, rng: &mut Rng, trade: &str, ending: &str) -> String {
        let mut brand = format!("北京{}{}", rng.pick(&FIRST), rng.pick(&SECOND));
        if rng.permille(400) {
            brand.push_str(rng.pick(&SECOND));
        }
        loop {
            let name = format!("{brand}{trade}{ending}");
            if self.given.insert(name.clone()) {
                return name;
            }
            brand.push_str(rng.pick(&SECOND));
        }
    }
}

/// An address in the district.
pub(super) fn address(rng: &mut Rng) -> String {
    format!("北京市昌平区{}{}号院{}号楼", rng.pick(&STREETS), rng.between(1, 60), rng.between(1, 12))
}

/// What a standard is about.
pub(super) fn standard_title(rng: &mut Rng) -> String {
    format!("{} {}", rng.pick(&TOPICS), rng.pick(&ASPECTS))
}
