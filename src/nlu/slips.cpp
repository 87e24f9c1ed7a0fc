#include "nlu/slips.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

struct Respelling {
    std::string_view from;
    std::string_view to;

    constexpr bool operator<(const Respelling& other) const { return from < other.from; }
};

// In order of `from`, which is never the whole of another's `to`.
// clang-format off
constexpr auto a_to_m = std::to_array<Respelling>({
    {"acc", "account"}, {"acccount", "account"}, {"accnt", "account"}, {"accoun", "account"},
    {"accout", "account"}, {"acct", "account"}, {"accunt", "account"}, {"acount", "account"},
    {"addess", "address"}, {"addres", "address"}, {"addresss", "address"}, {"adres", "address"},
    {"adress", "address"}, {"adresss", "address"}, {"allready", "already"}, {"alredy", "already"},
    {"arive", "arrive"}, {"arived", "arrived"}, {"arrivd", "arrived"}, {"avaible", "available"},
    {"availabe", "available"}, {"availble", "available"}, {"availible", "available"},
    {"avaliable", "available"}, {"bcoz", "because"}, {"bcuz", "because"}, {"beacuse", "because"},
    {"becasue", "because"}, {"becuase", "because"}, {"borken", "broken"}, {"brocken", "broken"},
    {"cacel", "cancel"}, {"cancal", "cancel"}, {"cancell", "cancel"},
    {"cancellation", "cancelation"}, {"cancelld", "canceled"}, {"cancelled", "canceled"},
    {"cancelling", "canceling"}, {"cancle", "cancel"}, {"cancled", "canceled"},
    {"canclled", "canceled"}, {"canel", "cancel"}, {"cansel", "cancel"}, {"centre", "center"},
    {"chagne", "change"}, {"charded", "charged"}, {"chargd", "charged"}, {"chnage", "change"},
    {"chraged", "charged"}, {"colour", "color"}, {"colours", "colors"}, {"copon", "coupon"},
    {"costumer", "customer"}, {"coupan", "coupon"}, {"coupn", "coupon"}, {"coz", "because"},
    {"cuopon", "coupon"}, {"cupon", "coupon"}, {"cusomer", "customer"}, {"custmer", "customer"},
    {"cuz", "because"}, {"damadged", "damaged"}, {"damged", "damaged"}, {"dammaged", "damaged"},
    {"deliever", "deliver"}, {"delieverd", "delivered"}, {"delievered", "delivered"},
    {"delievery", "delivery"}, {"delivary", "delivery"}, {"deliverd", "delivered"},
    {"deliverey", "delivery"}, {"deliverred", "delivered"}, {"delivey", "delivery"},
    {"delivr", "deliver"}, {"delivred", "delivered"}, {"delivry", "delivery"},
    {"dellivery", "delivery"}, {"delvered", "delivered"}, {"delvery", "delivery"},
    {"devlivery", "delivery"}, {"dicount", "discount"}, {"dilever", "deliver"},
    {"dilivary", "delivery"}, {"diliverd", "delivered"}, {"dilivery", "delivery"},
    {"discout", "discount"}, {"discunt", "discount"}, {"disount", "discount"}, {"dnt", "do not"},
    {"dunno", "do not know"}, {"emal", "email"}, {"emial", "email"}, {"excange", "exchange"},
    {"exchage", "exchange"}, {"exchnage", "exchange"}, {"exhange", "exchange"},
    {"exhcange", "exchange"}, {"favourite", "favorite"}, {"garantee", "guarantee"},
    {"gaurantee", "guarantee"}, {"gimme", "give me"}, {"grey", "gray"}, {"guarante", "guarantee"},
    {"guarentee", "guarantee"}, {"halp", "help"}, {"havnt", "have not"}, {"hlep", "help"},
    {"hrs", "hours"}, {"hte", "the"}, {"iam", "i am"}, {"invioce", "invoice"},
    {"invoce", "invoice"}, {"invoive", "invoice"}, {"itm", "item"}, {"itme", "item"},
    {"jackt", "jacket"}, {"jaket", "jacket"}, {"lemme", "let me"}, {"loggin", "login"},
    {"membeship", "membership"}, {"memebership", "membership"}, {"memership", "membership"},
    {"mins", "minutes"}, {"mising", "missing"}, {"missng", "missing"}, {"monies", "money"},
    {"mony", "money"}, {"msg", "message"}, {"msgs", "messages"},
});

constexpr auto n_to_z = std::to_array<Respelling>({
    {"neighbour", "neighbor"}, {"oder", "order"}, {"odered", "ordered"}, {"oders", "orders"},
    {"odrer", "order"}, {"ordder", "order"}, {"ordeer", "order"}, {"orderd", "ordered"},
    {"ordr", "order"}, {"ordred", "ordered"}, {"ordres", "orders"}, {"oreder", "order"},
    {"oredered", "ordered"}, {"pacakge", "package"}, {"pacel", "parcel"}, {"packadge", "package"},
    {"packag", "package"}, {"packege", "package"}, {"packge", "package"}, {"pakage", "package"},
    {"pakcage", "package"}, {"parcal", "parcel"}, {"parcle", "parcel"}, {"parsel", "parcel"},
    {"passowrd", "password"}, {"passward", "password"}, {"passwor", "password"},
    {"passwrd", "password"}, {"pasword", "password"}, {"payement", "payment"},
    {"paymet", "payment"}, {"paymnet", "payment"}, {"pckage", "package"}, {"pkg", "package"},
    {"pleae", "please"}, {"pleas", "please"}, {"pleasee", "please"}, {"pleease", "please"},
    {"plese", "please"}, {"pls", "please"}, {"plse", "please"}, {"plss", "please"},
    {"plz", "please"}, {"porblem", "problem"}, {"ppl", "people"}, {"prchase", "purchase"},
    {"premimum", "premium"}, {"premuim", "premium"}, {"premum", "premium"}, {"prmo", "promo"},
    {"probelm", "problem"}, {"problam", "problem"}, {"problme", "problem"},
    {"programme", "program"}, {"promtion", "promotion"}, {"puchase", "purchase"},
    {"puchased", "purchased"}, {"purcahse", "purchase"}, {"purchace", "purchase"},
    {"purchaced", "purchased"}, {"purchse", "purchase"}, {"purchsed", "purchased"},
    {"pw", "password"}, {"pwd", "password"}, {"qestion", "question"}, {"qty", "quantity"},
    {"quanity", "quantity"}, {"quesiton", "question"}, {"questoin", "question"},
    {"realy", "really"}, {"receieve", "receive"}, {"receieved", "received"}, {"receit", "receipt"},
    {"receivd", "received"}, {"receve", "receive"}, {"receved", "received"}, {"reciept", "receipt"},
    {"recievd", "received"}, {"recieve", "receive"}, {"recieved", "received"},
    {"recieving", "receiving"}, {"recipt", "receipt"}, {"recive", "receive"},
    {"recived", "received"}, {"reciving", "receiving"}, {"refnd", "refund"}, {"refound", "refund"},
    {"refud", "refund"}, {"refun", "refund"}, {"refundd", "refunded"}, {"refuned", "refunded"},
    {"refunf", "refund"}, {"replacemnt", "replacement"}, {"replacment", "replacement"},
    {"rerturn", "return"}, {"retern", "return"}, {"retrn", "return"}, {"retrun", "return"},
    {"retruned", "returned"}, {"retruning", "returning"}, {"retun", "return"},
    {"retuning", "returning"}, {"retured", "returned"}, {"returm", "return"},
    {"returnd", "returned"}, {"reufnd", "refund"}, {"reurn", "return"}, {"reutrn", "return"},
    {"rfund", "refund"}, {"rly", "really"}, {"roder", "order"}, {"satus", "status"},
    {"serivce", "service"}, {"servce", "service"}, {"sevice", "service"}, {"shiped", "shipped"},
    {"shiping", "shipping"}, {"shipmnet", "shipment"}, {"shippd", "shipped"},
    {"shippig", "shipping"}, {"shippin", "shipping"}, {"shippment", "shipment"},
    {"shippng", "shipping"}, {"shippping", "shipping"}, {"sitll", "still"}, {"smth", "something"},
    {"somone", "someone"}, {"somthing", "something"}, {"staus", "status"}, {"stauts", "status"},
    {"stil", "still"}, {"sttus", "status"}, {"subcription", "subscription"},
    {"subsciption", "subscription"}, {"subscirption", "subscription"},
    {"subscribtion", "subscription"}, {"subscripton", "subscription"},
    {"subscrition", "subscription"}, {"suscription", "subscription"}, {"teh", "the"},
    {"thanku", "thank you"}, {"thankyou", "thank you"}, {"thanx", "thanks"}, {"thnks", "thanks"},
    {"thnx", "thanks"}, {"tho", "though"}, {"thru", "through"}, {"thx", "thanks"},
    {"tks", "thanks"}, {"tmr", "tomorrow"}, {"tmrw", "tomorrow"}, {"tmw", "tomorrow"},
    {"tommorow", "tomorrow"}, {"tommorrow", "tomorrow"}, {"tomoro", "tomorrow"},
    {"tomorow", "tomorrow"}, {"trackin", "tracking"}, {"trackng", "tracking"},
    {"traking", "tracking"}, {"u", "you"}, {"ur", "your"}, {"waht", "what"},
    {"waranty", "warranty"}, {"warrantee", "warranty"}, {"warrantly", "warranty"},
    {"warrenty", "warranty"}, {"wat", "what"}, {"weaks", "weeks"}, {"webiste", "website"},
    {"websit", "website"}, {"wen", "when"}, {"wesbite", "website"}, {"wheer", "where"},
    {"wher", "where"}, {"whn", "when"}, {"whre", "where"}, {"wht", "what"}, {"wich", "which"},
    {"wiht", "with"}, {"wk", "week"}, {"wks", "weeks"}, {"worng", "wrong"}, {"wrng", "wrong"},
    {"wron", "wrong"}, {"wth", "with"}, {"yesteday", "yesterday"}, {"yesterdy", "yesterday"},
});
// clang-format on

static_assert(std::is_sorted(a_to_m.begin(), a_to_m.end()));
static_assert(std::is_sorted(n_to_z.begin(), n_to_z.end()));

template <std::size_t N>
std::string_view found_in(const std::array<Respelling, N>& words, std::string_view word) {
    const auto* at = std::lower_bound(words.begin(), words.end(), Respelling{word, {}});
    return at != words.end() && at->from == word ? at->to : std::string_view();
}

}  // namespace

std::string_view respelt(std::string_view word) {
    return word < "n" ? found_in(a_to_m, word) : found_in(n_to_z, word);
}

}  // namespace clerk::nlu
