"""Names of streets: from a theme for each kind of neighbourhood, none used twice in the town."""

from __future__ import annotations

from everyday.demo.ground import Dice

__all__ = ["StreetNames"]

_THEMES: dict[str, str] = {
    "centre": (
        "Butter Fish Salt Tanner Cooper Saddler Chandler Minster Friar Abbot Bishop Mercer Weaver Fuller Sheep Corn "
        "Malt Candle Spicer Hatter Glover Cutler Cordwainer Baker Bell Crown Swan Angel Talbot Pump Well Cross"
    ),
    "terrace": (
        "Alma Inkerman Balmoral Osborne Windsor Clarence Gladstone Disraeli Palmerston Raglan Cardigan Nelson "
        "Wellington Trafalgar Waterloo Cobden Bright Peel Russell Grey Melbourne Salisbury Hartington Cavendish "
        "Devonshire Rutland Bedford Portland Norfolk Arundel Stafford Cromwell Fairfax Hampden Milton Bunyan Wesley "
        "Livingstone Gordon Havelock Outram Napier Clyde Roberts Kitchener Baden Ladysmith Mafeking Kimberley Durban "
        "Pretoria Khartoum Cairo Alexandra Beatrice Louisa Adelaide Charlotte Amelia Harriet Florence Edith Mabel "
        "Ernest Leopold Arthur Percy Hubert Stanley Cecil Ivy Rose Lily Myrtle Laurel Foundry Kiln Forge Anvil Loom "
        "Spindle Shuttle Bobbin Carding Dyer Lantern Chapel Temperance Providence Hope Concord Unity Prospect"
    ),
    "interwar": (
        "Acacia Almond Beech Birch Cedar Chestnut Cherry Cypress Elder Elm Fir Hawthorn Hazel Holly Hornbeam Juniper "
        "Laburnum Larch Lilac Lime Linden Magnolia Maple Mulberry Oak Olive Pear Pine Plane Poplar Quince Rowan "
        "Spruce Sycamore Walnut Willow Yew Wordsworth Coleridge Southey Shelley Keats Byron Tennyson Browning "
        "Kipling Masefield Hardy Eliot Austen Bronte Gaskell Thackeray Trollope Ruskin Carlyle Grasmere Ullswater "
        "Derwent Coniston Kendal Keswick Windermere Buttermere Ennerdale Malvern Cotswold Mendip Quantock Chiltern "
        "Pentland Cheviot Lomond Grampian Purbeck Exmoor Dartmoor Bowland Pendle Wharfedale Swaledale Wensleydale "
        "Airedale Ribblesdale Dovedale Edale Rosedale Farndale Teesdale Weardale Borrowdale Langdale Patterdale"
    ),
    "estate": (
        "Avocet Bittern Bunting Chaffinch Coot Cormorant Curlew Dunlin Dunnock Egret Fieldfare Firecrest Gannet "
        "Goldcrest Goosander Grebe Greenshank Guillemot Harrier Heron Hobby Jackdaw Jay Kestrel Kingfisher Kittiwake "
        "Knot Lapwing Linnet Magpie Mallard Martin Merlin Moorhen Nightingale Nuthatch Osprey Ouzel Partridge "
        "Peregrine Petrel Pintail Pipit Plover Puffin Redpoll Redshank Redstart Redwing Ringlet Robin Ruff "
        "Sanderling Shelduck Shoveler Siskin Skylark Snipe Sparrowhawk Starling Stonechat Swallow Swift Teal Tern "
        "Thrush Treecreeper Turnstone Wagtail Warbler Waxwing Wheatear Whimbrel Whinchat Whitethroat Wigeon "
        "Woodlark Yaffle Fulmar Skua Scoter Eider Gadwall Garganey Brambling Crossbill Hawfinch Twite"
    ),
    "modern": (
        "Bluebell Bryony Buttercup Campion Celandine Charlock Chicory Clover Comfrey Cornflower Cowslip Crocus "
        "Daisy Fennel Feverfew Foxglove Fritillary Gentian Harebell Heather Honeysuckle Iris Larkspur Lavender "
        "Lupin Mallow Marigold Marjoram Meadowsweet Orchid Pimpernel Poppy Primrose Ragwort Saffron Samphire "
        "Scabious Snowdrop Sorrel Speedwell Teasel Thistle Thyme Toadflax Valerian Vetch Violet Woodruff Yarrow"
    ),
    "village": "Glebe Pound Manor Tithe Vicarage Orchard Pinfold Smithy Green Dovecote Rectory Barn Paddock Hurdle",
    "works": "Lisbon Riga Danzig Bergen Rotterdam Antwerp Bremen Lubeck Cadiz Oporto Narva Tallinn Stettin Trondheim",
    "retail": "Mercury Jupiter Orion Phoenix Falcon Meteor Comet Regent Sovereign Crusader Viking Endeavour",
}
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "centre": ("Lane", "Row", "Gate", "Street", "Yard", "Hill"),
    "terrace": ("Street", "Street", "Road", "Terrace", "Street", "Place"),
    "interwar": ("Avenue", "Road", "Crescent", "Drive", "Grove", "Gardens"),
    "estate": ("Way", "Drive", "Road", "Walk", "Rise", "Gardens"),
    "modern": ("Way", "Drive", "Lane", "Field", "Park", "Mead"),
    "village": ("Lane", "Lane", "Road", "Hill"),
    "works": ("Way", "Road", "Quay", "Road"),
    "retail": ("Way", "Park", "Drive"),
}
_DEAD_ENDS: dict[str, tuple[str, ...]] = {
    "centre": ("Court", "Yard"),
    "terrace": ("Terrace", "Place", "Court"),
    "interwar": ("Close", "Close", "Court"),
    "estate": ("Close", "Close", "Court", "Green"),
    "modern": ("Close", "Mews", "Court"),
    "village": ("Close", "Court"),
    "works": ("Wharf", "Yard"),
    "retail": ("Way", "Park", "Drive"),
}


class StreetNames:
    """Hands out names; each is given once."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._turn: dict[str, int] = {}
        self._order: dict[str, list[str]] = {}
        for theme, words in _THEMES.items():
            listed = words.split()
            self._order[theme] = [listed[position] for position in Dice(f"names {theme}").order(len(listed))]

    def next(self, kind: str, *, is_dead_end: bool) -> str:
        """A name for the next street of a part built as ``kind``."""
        theme = {"docks": "works"}.get(kind, kind)
        words = self._order[theme]
        endings = (_DEAD_ENDS if is_dead_end else _SUFFIXES)[theme]
        for _ in range(40 * len(words)):
            turn = self._turn.get(theme, 0)
            self._turn[theme] = turn + 1
            lap = turn // len(words)
            name = f"{words[turn % len(words)]} {endings[(turn + lap) % len(endings)]}"
            if name not in self._used:
                self._used.add(name)
                return name
        raise ValueError(f"no street names are left for {theme}")
