#include "cli/demo_words.hpp"

namespace clerk::cli {
namespace {

using std::string_view;

constexpr string_view surnames[] = {
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高",
    "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧",
    "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "欧阳"};

constexpr string_view given_names[] = {
    "明",   "芳",   "伟",   "娜",   "静",   "磊",   "洋",   "艳",   "勇",   "娟",   "涛",
    "敏",   "超",   "秀英", "建国", "海燕", "志远", "佩珊", "雨桐", "子轩", "欣怡", "浩然",
    "思琪", "一诺", "晨曦", "嘉豪", "慧敏", "丽华", "国强", "晓东", "春梅", "文博", "若曦",
    "俊杰", "美玲", "振宇", "佳怡", "天佑", "云飞", "素芬", "立新", "可欣", "少华", "婉清"};

constexpr string_view english_first_names[] = {
    "Emma",  "James", "Olivia", "Daniel", "Grace", "Thomas", "Sophie", "Martin", "Helen", "Peter",
    "Alice", "Oscar", "Julia",  "Victor", "Nora",  "Samuel", "Clara",  "Hugo",   "Irene", "Felix"};

constexpr string_view english_last_names[] = {
    "Clarke",
    "Whitfield",
    "Marsh",
    "Osborne",
    "Penrose",
    "Harlow",
    "Langley",
    "Winslow",
    "Ashby",
    "Carver",
    "Dunmore",
    "Ellery",
    "Fairbank",
    "Granger",
    "Holloway",
    "Ingram"};

constexpr TwoNames brands[] = {
    {"云峤", "Yunqiao"},
    {"朗禾", "Langhe"},
    {"北屿", "Beiyu"},
    {"青岚", "Qinglan"},
    {"诺岱", "Nordale"},
    {"汐泉", "Tidewell"}};

constexpr TwoNames air_conditioners[] = {
    {"1.5匹变频壁挂空调", "1.5 hp inverter wall air conditioner"},
    {"2匹立柜式空调", "2 hp floor-standing air conditioner"},
    {"1匹静音壁挂空调", "1 hp quiet wall air conditioner"}};
constexpr TwoNames fridges[] = {
    {"450升十字对开门冰箱", "450 l four-door fridge"},
    {"218升三门冰箱", "218 l three-door fridge"},
    {"560升对开门冰箱", "560 l side-by-side fridge"}};
constexpr TwoNames tvs[] = {
    {"55英寸4K电视", "55-inch 4K TV"},
    {"65英寸量子点电视", "65-inch quantum dot TV"},
    {"75英寸巨幕电视", "75-inch big-screen TV"}};
constexpr TwoNames washers[] = {
    {"10公斤滚筒洗衣机", "10 kg front-loading washer"},
    {"8公斤波轮洗衣机", "8 kg top-loading washer"},
    {"10公斤洗烘一体机", "10 kg washer-dryer"}};
constexpr TwoNames computers[] = {
    {"14英寸轻薄笔记本电脑", "14-inch light laptop"},
    {"16英寸创作笔记本电脑", "16-inch creator laptop"},
    {"台式电脑主机", "desktop computer"}};
constexpr TwoNames water_heaters[] = {
    {"60升储水式电热水器", "60 l storage water heater"},
    {"16升燃气热水器", "16 l gas water heater"}};
constexpr TwoNames range_hoods[] = {
    {"顶侧双吸油烟机", "dual-suction range hood"}, {"近吸式油烟机", "slanted range hood"}};
constexpr TwoNames vacuums[] = {
    {"无线手持吸尘器", "cordless stick vacuum"}, {"扫拖一体机器人", "robot vacuum and mop"}};
constexpr TwoNames rice_cookers[] = {
    {"4升智能电饭煲", "4 l smart rice cooker"}, {"3升迷你电饭煲", "3 l mini rice cooker"}};
constexpr TwoNames kettles[] = {
    {"1.7升电热水壶", "1.7 l electric kettle"}, {"恒温养生壶", "temperature-holding kettle"}};
constexpr TwoNames fans[] = {{"落地循环扇", "standing circulator fan"}, {"塔扇", "tower fan"}};
constexpr TwoNames software[] = {
    {"家庭办公软件激活码（一年）", "home office software key (one year)"}};
constexpr TwoNames filters[] = {
    {"净水器复合滤芯", "water purifier cartridge"}, {"吸尘器滤网三片装", "vacuum filters, three"}};

constexpr DemoCategory categories[] = {
    {"air_conditioner", {"空调", "air conditioner"}, "KF", 1'799, 7'999, true, air_conditioners},
    {"fridge", {"冰箱", "fridge"}, "BC", 1'299, 8'999, true, fridges},
    {"tv", {"电视", "TV"}, "LX", 1'599, 9'999, true, tvs},
    {"washer", {"洗衣机", "washer"}, "XQ", 899, 6'499, true, washers},
    {"computer", {"电脑", "computer"}, "NB", 3'299, 12'999, true, computers},
    {"water_heater", {"热水器", "water heater"}, "RS", 799, 3'299, true, water_heaters},
    {"range_hood", {"油烟机", "range hood"}, "CX", 999, 4'299, true, range_hoods},
    {"vacuum", {"吸尘器", "vacuum"}, "XC", 399, 3'999, true, vacuums},
    {"rice_cooker", {"电饭煲", "rice cooker"}, "DF", 129, 899, true, rice_cookers},
    {"kettle", {"电热水壶", "kettle"}, "SH", 59, 399, false, kettles},
    {"fan", {"电风扇", "fan"}, "FS", 129, 699, true, fans},
    {"software", {"软件", "software"}, "RJ", 199, 499, false, software},
    {"consumable", {"耗材", "consumable"}, "HC", 39, 299, false, filters}};

constexpr TwoNames carriers[] = {
    {"迅风快运", "Swiftwind Express"}, {"千里达", "Milepost"}, {"安途物流", "Antu Logistics"}};

constexpr TwoNames cities[] = {
    {"杭州", "Hangzhou"},
    {"宁波", "Ningbo"},
    {"上海", "Shanghai"},
    {"苏州", "Suzhou"},
    {"南京", "Nanjing"},
    {"合肥", "Hefei"},
    {"武汉", "Wuhan"},
    {"长沙", "Changsha"},
    {"广州", "Guangzhou"},
    {"成都", "Chengdu"},
    {"西安", "Xi'an"},
    {"北京", "Beijing"}};

constexpr DemoGrievance grievances[] = {
    {"约好上午送货，等到晚上也没人来，也没有电话。",
     "Delivery was promised for the morning; nobody came all day and nobody called.",
     "medium"},
    {"安装师傅另外收了材料费，下单时没有说明。",
     "The fitter charged extra for materials that the order never mentioned.",
     "high"},
    {"冰箱门上有一道划痕，客服让我等了三天。",
     "There is a scratch on the fridge door and I was kept waiting for three days.",
     "medium"},
    {"包装盒破了，里面的配件少了一个。", "The box was torn and a part was missing.", "medium"},
    {"发票抬头开错了，一直没有改。",
     "The invoice has the wrong title and still is not corrected.",
     "low"},
    {"新买的空调漏水，把木地板泡了。",
     "The new air conditioner leaked and ruined the wooden floor.",
     "high"}};

}  // namespace

std::span<const string_view> demo_surnames() {
    return surnames;
}

std::span<const string_view> demo_given_names() {
    return given_names;
}

std::span<const string_view> demo_english_first_names() {
    return english_first_names;
}

std::span<const string_view> demo_english_last_names() {
    return english_last_names;
}

std::span<const TwoNames> demo_brands() {
    return brands;
}

std::span<const DemoCategory> demo_categories() {
    return categories;
}

std::span<const TwoNames> demo_carriers() {
    return carriers;
}

std::span<const TwoNames> demo_cities() {
    return cities;
}

std::span<const DemoGrievance> demo_grievances() {
    return grievances;
}

}  // namespace clerk::cli
