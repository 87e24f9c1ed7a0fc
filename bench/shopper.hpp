// What the shoppers of the turn benchmarks say: real errands with the shipped content, every text a
// new one. A conversation is in one language, every other one in English.
//
//   talk      four messages over and over: an order's whereabouts (the flow begins and asks for the
//             number), dropped, a return (begins and asks for the order), dropped. No shop data.
//   look_up   an order is named and proven by its phone's last digits; from then on every message
//             asks where it is, and each answer is read from the shop's tables: text and card.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

namespace bench {

enum class Errand { talk, look_up };

class Random {
public:
    std::uint32_t next() {
        state_ = state_ * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
        return static_cast<std::uint32_t>(state_ >> 33);
    }

private:
    std::uint64_t state_ = 42;
};

// Eight letters that mean nothing: what makes a text one that was never said before.
inline std::string mark(Random& random) {
    std::string letters(8, 'a');
    std::uint32_t bits = random.next();
    for (char& letter : letters) {
        letter = static_cast<char>('a' + (bits & 15));
        bits >>= 4;
    }
    return letters;
}

struct Purchase {
    std::string no;
    std::string phone_tail;
};

// Of the demo shop's sample shoppers: DIR/demo-shoppers.tsv, as `shopclerk demo DIR` leaves it.
inline std::vector<Purchase> read_orders(const std::string& folder) {
    std::vector<Purchase> orders;
    std::ifstream file(folder + "/demo-shoppers.tsv");
    for (std::string ref, name, tier, tail, numbers;
         std::getline(file, ref, '\t') && std::getline(file, name, '\t')
         && std::getline(file, tier, '\t') && std::getline(file, tail, '\t')
         && std::getline(file, numbers);) {
        for (std::size_t at = 0; at < numbers.size();) {
            const std::size_t end = std::min(numbers.find(',', at), numbers.size());
            orders.push_back({numbers.substr(at, end - at), tail});
            at = end + 1;
        }
    }
    return orders;
}

class Shopper {
public:
    Shopper(Errand errand, std::size_t number, const std::vector<Purchase>& orders)
        : errand_(errand), english_(number % 2 == 1) {
        if (!orders.empty()) order_ = orders[number % orders.size()];
    }

    [[nodiscard]] const char* lang() const { return english_ ? "en" : "zh"; }

    [[nodiscard]] std::string says(Random& random) {
        const std::size_t turn = turns_++;
        const std::string end = (english_ ? ", " : "，") + mark(random);
        return (errand_ == Errand::talk ? talk(turn) : look_up(turn)) + end;
    }

private:
    [[nodiscard]] std::string talk(std::size_t turn) const {
        switch (turn % 4) {
            case 0:
                return english_ ? "hello, where is my order, please be quick"
                                : "你好，我想查一下订单到哪了，麻烦快一点";
            case 2:
                return english_ ? "I want to return something I bought"
                                : "我想退货，买的东西不喜欢";
            default:
                return english_ ? "never mind, cancel that" : "算了，不办了";
        }
    }

    [[nodiscard]] std::string look_up(std::size_t turn) const {
        if (turn == 0)
            return english_ ? "where is my order " + order_.no : "查一下订单" + order_.no;
        if (turn == 1) {
            return english_ ? "the last digits are " + order_.phone_tail
                            : "尾号是" + order_.phone_tail;
        }
        return english_ ? "and where is my parcel now" : "我的快递现在到哪了";
    }

    Errand errand_;
    bool english_;
    Purchase order_;
    std::size_t turns_ = 0;
};

}  // namespace bench
