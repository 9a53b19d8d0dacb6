type Sku = { product: 'office' | 'windows'; officeVersion?: string; edition?: string; isServer?: true }

const OFFICE_SKUS: readonly (readonly [officeVersion: string, edition: string, id: string])[] = [
  ['2010', 'ProPlus', '6f327760-8c5c-417c-9b61-836a98287e0c'],
  ['2010', 'Standard', '9da2a678-fb6b-4e67-ab84-60dd6a9c819a'],
  ['2010', 'VisioPrem', '92236105-bb67-494f-94c7-7f7a607929bd'],
  ['2010', 'VisioPro', 'e558389c-83c3-4b29-adfe-5e4d7f46c358'],
  ['2010', 'VisioStd', '9ed833ff-4f92-4f36-b370-8683a4f13275'],
  ['2010', 'ProjectPro', 'df133ff7-bf14-4f95-afe3-7b48e7e331ef'],
  ['2010', 'ProjectStd', '5dc7bf61-5ec9-4996-9ccb-df806a2d0efe'],
  ['2013', 'ProPlus', 'b322da9c-a2e2-4058-9e4e-f59a6970bd69'],
  ['2013', 'Standard', 'b13afb38-cd79-4ae5-9f7f-eed058d750ca'],
  ['2013', 'ProjectPro', '4a5d124a-e620-44ba-b6ff-658961b33b9a'],
  ['2013', 'ProjectStd', '427a28d1-d17c-4abf-b717-32c780ba6f07'],
  ['2013', 'VisioPro', 'e13ac10e-75d0-4aff-a0cd-764982cf541c'],
  ['2013', 'VisioStd', 'ac4efaf0-f81f-4f61-bdf7-ea32b02ab117'],
  ['2016', 'ProPlus', 'd450596f-894d-49e0-966a-fd39ed4c4c64'],
  ['2016', 'Standard', 'dedfa23d-6ed1-45a6-85dc-63cae0546de6'],
  ['2016', 'ProjectPro', '4f414197-0fc2-4c01-b68a-86cbb9ac254c'],
  ['2016', 'ProjectStd', 'da7ddabc-3fbe-4447-9e01-6ab7440b4cd4'],
  ['2016', 'VisioPro', '6bf301c1-b94a-43e9-ba31-d494598c47fb'],
  ['2016', 'VisioStd', 'aa2a7821-1827-4c2c-8f1d-4513a34dda97'],
  ['2019', 'ProPlus', '85dd8b5f-eaa4-4af3-a628-cce9e77c9a03'],
  ['2019', 'Standard', '6912a74b-a5fb-401a-bfdb-2e3ab46f4b02'],
  ['2019', 'ProjectPro', '2ca2bf3f-949e-446a-82c7-e25a15ec78c4'],
  ['2019', 'ProjectStd', '1777f0e3-7392-4198-97ea-8ae4de6f6381'],
  ['2019', 'VisioPro', '5b5cf08f-b81a-431d-b080-3450d8620565'],
  ['2019', 'VisioStd', 'e06d7df3-aad0-419d-8dfb-0ac37e2bdf39'],
  ['2021', 'ProPlus', 'fbdb3e18-a8ef-4fb3-9183-dffd60bd0984'],
  ['2021', 'Standard', '080a45c5-9f9f-49eb-b4b0-c3c610a5ebd3'],
  ['2021', 'ProjectPro', '76881159-155c-43e0-9db7-2d70a9a3a4ca'],
  ['2021', 'ProjectStd', '6dd72704-f752-4b71-94c7-11cec6bfc355'],
  ['2021', 'VisioPro', 'fb61ac9a-1688-45d2-8f6b-0674dbffa33c'],
  ['2021', 'VisioStd', '72fce797-1884-48dd-a860-b2f6a5efd3ca'],
  ['2024', 'ProPlus', '8d368fc1-9470-4be2-8d66-90e836cbb051'],
  ['2024', 'Standard', 'bbac904f-6a7e-418a-bb4b-24c85da06187'],
]

/** Client licences that event 12288 and ospp.vbs name only by id. */
export const SKUS: Readonly<Record<string, Sku>> = {
  ...Object.fromEntries(
    OFFICE_SKUS.map(([officeVersion, edition, id]) => [id, { product: 'office' as const, officeVersion, edition }]),
  ),
  '73111121-5638-40f6-bc11-f1d7b0d64300': { product: 'windows', edition: 'Enterprise' },
  '2de67392-b7a7-462a-b1ca-108dd189f588': { product: 'windows', edition: 'Professional' },
  'de32eafd-aaee-4662-9444-c1befb41bde2': { product: 'windows', edition: 'ServerStandard', isServer: true },
  'ef6cfc9f-8c5d-44ac-9aad-de6a2ea0ae03': { product: 'windows', edition: 'ServerDatacenter', isServer: true },
}
